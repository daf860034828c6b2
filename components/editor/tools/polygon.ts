import { Pentagon } from "lucide-react";
import type { ImagePoint } from "#lib/client/view/points.ts";
import { PolygonShape } from "./polygon-shape.ts";
import type { Tool, ToolContext } from "./tool.ts";

export const polygon: Tool = {
  id: "polygon",
  icon: Pentagon,
  key: "p",
  group: "outline",
  cursor: "crosshair",
  settings: ["combine"],
  byKey: "tap",
  begin: (at, context) => open([], context).press(at, context.reach),
  goOn: open,
};

function open(corners: readonly ImagePoint[], { mask, mode, keepOpen, keepCorners }: ToolContext): PolygonShape {
  const use = (points: readonly ImagePoint[]) => mask.apply({ kind: "polygon", mode, points });
  const shape = new PolygonShape({ corners, use, onCorners: keepCorners });
  keepOpen(shape);
  return shape;
}
