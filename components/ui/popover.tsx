"use client";

import { Slot } from "radix-ui";
import type { PopoverProps } from "./opened-popover.tsx";
import { useOnDemand } from "./use-on-demand.ts";

interface Props extends PopoverProps {
  /** Loads what it holds, where that is loaded when it is shown: it is not empty when it appears. */
  readonly preload: () => Promise<unknown>;
}

/** A few settings beside the button that opens them. The page behind stays usable. */
export function Popover({ preload, ...props }: Props) {
  const { Loaded, isLoading, open, warm } = useOnDemand(async () => {
    const [{ OpenedPopover }] = await Promise.all([import("./opened-popover.tsx"), preload()]);
    return OpenedPopover;
  });
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
