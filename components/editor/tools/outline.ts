import type { ImagePoint } from "#lib/client/view/points.ts";
import type { Gesture } from "./gesture.ts";
import type { DrawnUse } from "./mark-shape.ts";

/** An outline drawn by hand, used once it encloses something. */
export function outlineGesture(at: ImagePoint, { use, keep }: DrawnUse<readonly ImagePoint[]>): Gesture {
  let outline: readonly ImagePoint[] = [at];
  return {
    get outline() {
      return outline;
    },
    move: (points) => {
      outline = [...outline, ...points.map(({ x, y }) => ({ x, y }))];
      if (outline.length > 2) keep?.(outline);
    },
    end: () => {
      if (outline.length > 2) use(outline);
    },
    cancel: () => keep?.(null),
  };
}
