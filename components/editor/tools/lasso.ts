import { Lasso } from "lucide-react";
import { outlineGesture } from "./outline.ts";
import type { Tool } from "./tool.ts";

export const lasso: Tool = {
  id: "lasso",
  icon: Lasso,
  key: "l",
  group: "outline",
  cursor: "crosshair",
  settings: ["combine"],
  byKey: "hold",
  begin: (at, { mask, mode }) => outlineGesture(at, (points) => mask.apply({ kind: "polygon", mode, points })),
};
