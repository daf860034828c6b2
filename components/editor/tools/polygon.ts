import { Pentagon } from "lucide-react";
import { PolygonShape } from "./polygon-shape.ts";
import type { Tool } from "./tool.ts";

export const polygon: Tool = {
  id: "polygon",
  icon: Pentagon,
  key: "p",
  group: "outline",
  cursor: "crosshair",
  settings: ["combine"],
  byKey: "tap",
  begin: (at, { mask, mode, reach, keepOpen }) => {
    const shape = new PolygonShape((points) => mask.apply({ kind: "polygon", mode, points }));
    keepOpen(shape);
    return shape.press(at, reach);
  },
};
