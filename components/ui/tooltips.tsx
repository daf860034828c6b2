"use client";

import { type ComponentType, useEffect, useState } from "react";
import type { TooltipBubbleProps } from "./tooltip-bubble.tsx";
import { type Tip, watchTips } from "./watch-tips.ts";

/** Once, in the root layout: shows what `Tooltip` names. What draws it is loaded with the first name that is asked for. */
export function Tooltips() {
  const [tip, setTip] = useState<Tip | null>(null);
  const [Bubble, setBubble] = useState<ComponentType<TooltipBubbleProps> | null>(null);
  useEffect(() => watchTips(setTip), []);
  useEffect(() => {
    if (!tip || Bubble) return;
    import("./tooltip-bubble.tsx").then(
      ({ TooltipBubble }) => setBubble(() => TooltipBubble),
      // Without a connection: asked for again with the next name.
      () => undefined,
    );
  }, [tip, Bubble]);
  return tip && Bubble && <Bubble tip={tip} />;
}
