import type { FillInput } from "./fill.ts";
import { fillSmoothly } from "./push-pull.ts";
import { type Square, viewSquare } from "./resample.ts";
import type { Net } from "./session.ts";

/** What the net imagines in a square of the picture, at the net's own scale: interleaved RGB of `side * side`. */
export interface NetView {
  readonly square: Square;
  readonly side: number;
  /** The net's pixels in the hole, the picture's own elsewhere. */
  readonly answer: Uint8Array;
  /** What the net was shown: the picture, its hole smoothly filled. */
  readonly seen: Uint8Array;
  /** 1 where the picture has any hole. */
  readonly hole: Uint8Array;
}

/**
 * Shows the net a square of the picture. It never sees a colour of the hole: it gets a smooth continuation of the known
 * pixels there.
 */
export async function runNet(net: Net, picture: FillInput, square: Square): Promise<NetView> {
  const { side } = net;
  const view = viewSquare(picture, square, side);
  const hole = Uint8Array.from(view.known, (coverage) => (coverage < 1 ? 1 : 0));
  fillSmoothly(view.rgb, view.known, side, side, 3);
  const seen = new Uint8Array(new Uint8ClampedArray(view.rgb).buffer);
  const answer = await net.run({ side, rgb: seen, hole: widen(hole, side, NET_BLEND_PIXELS) });
  for (let at = 0; at < hole.length; at++) {
    if (!hole[at]) for (let c = 0; c < 3; c++) answer[at * 3 + c] = seen[at * 3 + c]!;
  }
  return { square, side, answer, seen, hole };
}

/**
 * MI-GAN's own pipeline blends its answer with the input up to this far inside the mask's edge (a 3 × 3 dilation and a
 * 5 × 5 blur of "keep"), so the mask it gets reaches as far beyond the hole. In pixels of the net.
 */
const NET_BLEND_PIXELS = 3;

/** One sample of a view's picture at a pixel of the window, by bicubic interpolation (Catmull-Rom): may overshoot 0..255. */
export function sampleAt(
  { square, side }: Pick<NetView, "square" | "side">,
  rgb: Uint8Array,
  x: number,
  y: number,
  channel: number,
): number {
  const scale = side / square.side;
  const column = (x - square.x + 0.5) * scale - 0.5;
  const row = (y - square.y + 0.5) * scale - 0.5;
  const left = Math.floor(column);
  const top = Math.floor(row);
  let sum = 0;
  for (let j = -1; j <= 2; j++) {
    const from = clamp(top + j, side) * side;
    const weight = cubicWeight(row - top - j);
    for (let i = -1; i <= 2; i++) {
      sum += weight * cubicWeight(column - left - i) * rgb[(from + clamp(left + i, side)) * 3 + channel]!;
    }
  }
  return sum;
}

function cubicWeight(distance: number): number {
  const t = Math.abs(distance);
  if (t >= 2) return 0;
  return t < 1 ? 1.5 * t * t * t - 2.5 * t * t + 1 : -0.5 * t * t * t + 2.5 * t * t - 4 * t + 2;
}

function clamp(index: number, limit: number): number {
  return Math.min(limit - 1, Math.max(0, index));
}

/** Sets every pixel within this many rows and columns of a set one. */
function widen(flags: Uint8Array, side: number, reach: number): Uint8Array {
  const across = new Uint8Array(flags.length);
  const wide = new Uint8Array(flags.length);
  for (let at = 0; at < flags.length; at++) {
    if (!flags[at]) continue;
    const x = at % side;
    across.fill(1, at - Math.min(x, reach), at + Math.min(side - x, reach + 1));
  }
  for (let at = 0; at < flags.length; at++) {
    if (!across[at]) continue;
    for (let dy = -reach; dy <= reach; dy++) {
      const to = at + dy * side;
      if (to >= 0 && to < wide.length) wide[to] = 1;
    }
  }
  return wide;
}
