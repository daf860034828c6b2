import { CircleDashed } from "lucide-react";
import type { ImagePoint } from "#lib/client/view/points.ts";
import type { Rect } from "#lib/domain/raster.ts";
import { boxGesture } from "./box.ts";
import { markShape } from "./mark-shape.ts";
import type { Tool } from "./tool.ts";

export const ellipse: Tool = {
  id: "ellipse",
  icon: CircleDashed,
  key: "o",
  group: "box",
  cursor: "crosshair",
  settings: ["combine"],
  byKey: "hold",
  begin: (at, context) =>
    boxGesture(at, {
      wholePixels: false,
      outlineOf: ellipseOutline,
      ...markShape(context, (rect) => ({ kind: "ellipse", rect })),
    }),
};

const SHOWN_CORNERS = 96;

function ellipseOutline({ x, y, width, height }: Rect): ImagePoint[] {
  return Array.from({ length: SHOWN_CORNERS }, (_, index) => {
    const angle = (index / SHOWN_CORNERS) * 2 * Math.PI;
    return { x: x + (width / 2) * (1 + Math.cos(angle)), y: y + (height / 2) * (1 + Math.sin(angle)) };
  });
}
