import type { Rect } from "#lib/domain/raster.ts";

/** What a person pointed at, in pixels of the picture that is searched. */
export interface Pointing {
  readonly points: readonly { readonly x: number; readonly y: number; readonly label: "add" | "remove" }[];
  readonly box: Rect | null;
  /** Corners of a rough line around the object, last joined to first; empty for none. */
  readonly lasso: readonly { readonly x: number; readonly y: number }[];
}

/** Points with a label each, as the model takes them. */
export interface Prompt {
  readonly points: readonly (readonly [number, number])[];
  readonly labels: readonly number[];
}

const REMOVE = 0;
const ADD = 1;
const TOP_LEFT = 2;
const BOTTOM_RIGHT = 3;
/** A point that is none: the model wants one wherever there is no box. */
const PADDING = -1;

export function toPrompt({ points, box, lasso }: Pointing): Prompt {
  const frame = box ?? boundsOf(lasso);
  const clicks = points.map(({ x, y }) => [x, y] as const);
  const labels = points.map(({ label }) => (label === "add" ? ADD : REMOVE));
  if (!frame) return { points: [...clicks, [0, 0]], labels: [...labels, PADDING] };
  return {
    points: [...clicks, [frame.x, frame.y], [frame.x + frame.width, frame.y + frame.height]],
    labels: [...labels, TOP_LEFT, BOTTOM_RIGHT],
  };
}

/** The smallest rectangle around the line, or null for none. Not in whole pixels. */
function boundsOf(line: Pointing["lasso"]): Rect | null {
  if (line.length === 0) return null;
  const xs = line.map(({ x }) => x);
  const ys = line.map(({ y }) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
