"use client";

import { Slot } from "radix-ui";
import type { PopoverProps } from "./opened-popover.tsx";
import { useOnDemand } from "./use-on-demand.ts";

const load = () => import("./opened-popover.tsx").then((module) => module.OpenedPopover);

/** A few settings beside the button that opens them. The page behind stays usable. */
export function Popover(props: PopoverProps) {
  const { Loaded, isLoading, open, warm } = useOnDemand(load);
  if (Loaded) return <Loaded {...props} />;
  return (
    <Slot.Root
      aria-haspopup="dialog"
      aria-expanded={false}
      data-state={isLoading ? "open" : "closed"}
      {...warm}
      onClick={open}
    >
      {props.trigger}
    </Slot.Root>
  );
}
