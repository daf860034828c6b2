"use client";

import { Slot } from "radix-ui";
import { type ComponentType, type KeyboardEvent, type ReactElement, useState } from "react";

export interface OpenedMenuProps {
  /** The button, for `DropdownMenuTrigger`. */
  readonly trigger: ReactElement;
}

interface MenuOnDemandProps {
  /** Loads the menu. It stands open when it appears. */
  readonly load: () => Promise<ComponentType<OpenedMenuProps>>;
  /** The button that opens it. */
  readonly children: ReactElement;
}

/** A button whose menu is loaded when someone reaches for it: most people who see the button never open it. */
export function MenuOnDemand({ load, children }: MenuOnDemandProps) {
  const [Menu, setMenu] = useState<ComponentType<OpenedMenuProps> | null>(null);
  if (Menu) return <Menu trigger={children} />;
  // What does not load, as without a connection, is asked for again by the next press.
  const open = () => void load().then((menu) => setMenu(() => menu), ignore);
  const warm = () => void load().catch(ignore);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    open();
  };
  return (
    <Slot.Root
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={warm}
      onFocus={warm}
      onClick={open}
      onKeyDown={onKeyDown}
    >
      {children}
    </Slot.Root>
  );
}

const ignore = () => undefined;
