import type { ImagePoint } from "#lib/client/view/points.ts";
import type { Gesture } from "./gesture.ts";

/** An outline drawn by hand; `use` gets it once it encloses something. */
export function outlineGesture(at: ImagePoint, use: (points: readonly ImagePoint[]) => void): Gesture {
  let outline: readonly ImagePoint[] = [at];
  return {
    get outline() {
      return outline;
    },
    move: (points) => {
      outline = [...outline, ...points.map(({ x, y }) => ({ x, y }))];
    },
    end: () => {
      if (outline.length > 2) use(outline);
    },
    cancel: () => {},
  };
}
