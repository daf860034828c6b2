"use client";

import { Tooltip as Primitive } from "radix-ui";
import { createContext, type ReactNode, useContext } from "react";

interface TooltipProps {
  readonly label: string;
  readonly shortcut?: string | undefined;
  readonly side?: "top" | "right" | "bottom" | "left" | undefined;
  /** One element that takes focus and has its own accessible name. */
  readonly children: ReactNode;
}

/** Shows a name on hover and focus. Never the only place where something is said. */
export function Tooltip(props: TooltipProps) {
  const isInGroup = useContext(Group);
  const tip = <Tip {...props} />;
  return isInGroup ? tip : <TooltipGroup>{tip}</TooltipGroup>;
}

const Group = createContext(false);

/** Of tooltips inside, once one is shown the next are shown without waiting. */
export function TooltipGroup({ children }: { readonly children: ReactNode }) {
  return (
    <Group value={true}>
      <Primitive.Provider delayDuration={400} skipDelayDuration={200} disableHoverableContent>
        {children}
      </Primitive.Provider>
    </Group>
  );
}

function Tip({ label, shortcut, side = "bottom", children }: TooltipProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex animate-appear items-center gap-2 rounded-medium bg-ink px-2 py-1 text-page text-xs shadow-overlay"
        >
          {label}
          {shortcut && <kbd className="font-sans opacity-70">{shortcut}</kbd>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
