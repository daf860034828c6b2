"use client";

import { Slot } from "radix-ui";
import { type ComponentType, type KeyboardEvent, type PointerEvent, type ReactElement, useRef, useState } from "react";
import type { MenuProps, OpenedBy } from "./menu-entry.ts";
import { useOnDemand } from "./use-on-demand.ts";

const load = () => import("./opened-menu.tsx").then((module) => module.OpenedMenu);

/** A button with a menu. */
export const Menu = ({ trigger, ...rest }: MenuProps) => <MenuOnDemand load={load} trigger={trigger} rest={rest} />;

interface MenuOnDemandProps<Rest extends object> {
  /** Loads a menu that stands open when it appears. */
  readonly load: () => Promise<ComponentType<Rest & OpenedBy & Pick<MenuProps, "trigger">>>;
  readonly trigger: ReactElement;
  /** What the menu is given besides. */
  readonly rest: Rest;
}

/** A button whose menu is its own affair. Until it is first opened the button answers to the same presses as it does later. */
export function MenuOnDemand<Rest extends object>({ load, trigger, rest }: MenuOnDemandProps<Rest>) {
  const { Loaded, isLoading, open, warm } = useOnDemand(load);
  const [openedBy, setOpenedBy] = useState<OpenedBy["openedBy"]>("pointer");
  const isTap = useRef(false);
  if (Loaded) return <Loaded {...rest} trigger={trigger} openedBy={openedBy} />;

  const openBy = (by: OpenedBy["openedBy"]) => {
    setOpenedBy(by);
    open();
  };
  const onPointerDown = (event: PointerEvent) => {
    isTap.current = false;
    if (event.button !== 0 || event.ctrlKey || event.defaultPrevented) return;
    // A finger may be about to scroll.
    isTap.current = event.pointerType === "touch";
    if (isTap.current) return;
    event.preventDefault();
    openBy("pointer");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!OPENING_KEYS.has(event.key) || event.defaultPrevented) return;
    event.preventDefault();
    openBy("key");
  };
  return (
    <Slot.Root
      aria-haspopup="menu"
      aria-expanded={false}
      data-state={isLoading ? "open" : "closed"}
      {...warm}
      onPointerDown={onPointerDown}
      onClick={() => isTap.current && openBy("pointer")}
      onKeyDown={onKeyDown}
    >
      {trigger}
    </Slot.Root>
  );
}

const OPENING_KEYS: ReadonlySet<string> = new Set(["Enter", " ", "ArrowDown"]);
