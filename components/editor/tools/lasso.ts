import { Lasso } from "lucide-react";
import { markShape } from "./mark-shape.ts";
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
  begin: (at, context) =>
    outlineGesture(
      at,
      markShape(context, (points) => ({ kind: "polygon", points })),
    ),
};
