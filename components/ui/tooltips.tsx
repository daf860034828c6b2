"use client";

import { useEffect, useState } from "react";
import { onDemand } from "./on-demand.tsx";
import { type Tip, watchTips } from "./watch-tips.ts";

const TooltipBubble = onDemand(() => import("./tooltip-bubble.tsx").then((module) => module.TooltipBubble));

/** Once, in the root layout: shows what `Tooltip` names. What draws it is loaded with the first name that is asked for. */
export function Tooltips() {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => watchTips(setTip), []);
  return tip && <TooltipBubble tip={tip} />;
}
