import { SquareDashed } from "lucide-react";
import type { ImagePoint } from "#lib/client/view/points.ts";
import type { Tool } from "./tool.ts";

export const rectangle: Tool = {
  id: "rectangle",
  label: "Rectangle",
  hint: "Drag from corner to corner.",
  icon: SquareDashed,
  shortcut: "R",
  cursor: "crosshair",
  settings: ["mode"],
  begin: (at, { mask, mode }) => {
    let outline = corners(at, at);
    return {
      get outline() {
        return outline;
      },
      move: (points) => {
        outline = corners(at, points.at(-1) ?? at);
      },
      end: () => mask.apply({ kind: "polygon", mode, points: outline }),
      cancel: () => {},
    };
  },
};

/** On whole pixels: the marked rectangle has hard edges where the eye expects them. */
function corners(from: ImagePoint, to: ImagePoint): readonly ImagePoint[] {
  const left = Math.floor(Math.min(from.x, to.x));
  const top = Math.floor(Math.min(from.y, to.y));
  const right = Math.ceil(Math.max(from.x, to.x));
  const bottom = Math.ceil(Math.max(from.y, to.y));
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}
