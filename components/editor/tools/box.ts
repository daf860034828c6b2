import type { ImagePoint } from "#lib/client/view/points.ts";
import type { Rect } from "#lib/domain/raster.ts";
import { type Gesture, type HeldKeys, NOTHING_HELD } from "./gesture.ts";
import type { DrawnUse } from "./mark-shape.ts";

/** A press without a drag is no box. */
interface BoxUse extends DrawnUse<Rect> {
  readonly outlineOf: (box: Rect) => readonly ImagePoint[];
  /** A box with its sides between pixels. */
  readonly wholePixels: boolean;
}

/** A box dragged from corner to corner. Shift makes its sides equal, with Alt it grows from its middle. */
export function boxGesture(at: ImagePoint, { outlineOf, use, keep, wholePixels }: BoxUse): Gesture {
  let box = boxOf(at, at, NOTHING_HELD, wholePixels);
  let isDragged = false;
  const drawn = () => (isDragged && box.width > 0 && box.height > 0 ? box : null);
  return {
    get outline() {
      return outlineOf(box);
    },
    move: (points, held) => {
      box = boxOf(at, points.at(-1) ?? at, held, wholePixels);
      isDragged = true;
      keep?.(drawn());
    },
    end: () => {
      const last = drawn();
      if (last) use(last);
    },
    cancel: () => keep?.(null),
  };
}

function boxOf(from: ImagePoint, to: ImagePoint, { shift, alt }: HeldKeys, wholePixels: boolean): Rect {
  let [dx, dy] = [to.x - from.x, to.y - from.y];
  let { x, y } = from;
  if (shift) {
    let side = Math.max(Math.abs(dx), Math.abs(dy));
    // Else rounding could make a square's sides differ.
    if (wholePixels) [x, y, side] = [Math.round(x), Math.round(y), Math.round(side)];
    [dx, dy] = [dx < 0 ? -side : side, dy < 0 ? -side : side];
  }
  const [left, right] = span(x, dx, alt);
  const [top, bottom] = span(y, dy, alt);
  const [low, high] = wholePixels ? [Math.floor, Math.ceil] : [Number, Number];
  return { x: low(left), y: low(top), width: high(right) - low(left), height: high(bottom) - low(top) };
}

function span(from: number, length: number, fromMiddle: boolean): [number, number] {
  const start = fromMiddle ? from - length : from;
  return [Math.min(start, from + length), Math.max(start, from + length)];
}
