import { MousePointerClick } from "lucide-react";
import type { ImagePoint } from "#lib/client/view/points.ts";
import { cornersOf } from "#lib/domain/geometry.ts";
import { boxGesture } from "./box.ts";
import type { Gesture } from "./gesture.ts";
import { outlineGesture } from "./outline.ts";
import type { Tool, ToolContext } from "./tool.ts";

export const object: Tool = {
  id: "object",
  icon: MousePointerClick,
  key: "s",
  group: "picture",
  cursor: "crosshair",
  settings: ["combine", "object"],
  byKey: "tap",
  begin: (at, context) => pointingGesture(at, context),
};

/** A press points at the object; a drag puts a box, or a rough outline, around it. */
function pointingGesture(at: ImagePoint, { find, mode, held, drag, reach }: ToolContext): Gesture {
  const dragged =
    drag === "box"
      ? boxGesture(at, {
          wholePixels: false,
          outlineOf: cornersOf,
          use: (box) => find.object({ kind: "box", box }, mode, held),
        })
      : outlineGesture(at, { use: (points) => find.object({ kind: "outline", points }, mode, held) });
  let farthest = 0;
  return {
    get outline() {
      return farthest > reach ? (dragged.outline ?? []) : [];
    },
    move: (points, heldNow) => {
      dragged.move(points, heldNow);
      for (const { x, y } of points) farthest = Math.max(farthest, Math.hypot(x - at.x, y - at.y));
    },
    end: () => (farthest > reach ? dragged.end() : find.object({ kind: "point", at }, mode, held)),
    cancel: () => {},
  };
}
