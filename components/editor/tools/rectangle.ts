import { SquareDashed } from "lucide-react";
import { cornersOf } from "#lib/domain/geometry.ts";
import { boxGesture } from "./box.ts";
import { markShape } from "./mark-shape.ts";
import type { Tool } from "./tool.ts";

export const rectangle: Tool = {
  id: "rectangle",
  icon: SquareDashed,
  key: "r",
  group: "box",
  cursor: "crosshair",
  settings: ["combine"],
  byKey: "hold",
  // On whole pixels: the marked rectangle has hard edges where the eye expects them.
  begin: (at, context) =>
    boxGesture(at, {
      wholePixels: true,
      outlineOf: cornersOf,
      ...markShape(context, (rect) => ({ kind: "rectangle", rect })),
    }),
};
