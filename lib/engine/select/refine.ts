import type { PictureInput } from "../fill.ts";
import { boxMean } from "./box-mean.ts";

/** A rough selection on a small copy of the picture. */
export interface Proposal {
  readonly width: number;
  readonly height: number;
  /** How sure it is that the pixel is selected, 0 to 255. */
  readonly coverage: Uint8Array;
}

export interface RefineInput {
  /** A part of the picture, finer than the proposal. */
  readonly detail: PictureInput;
  readonly proposal: Proposal;
  /** Where the part begins, in pixels of the proposal, and how many of them a pixel of it is wide. */
  readonly left: number;
  readonly top: number;
  readonly step: number;
}

/** Within how many pixels of the proposal the true edge lies. */
const UNCERTAINTY = 3;
/** Squared, of a full sample: colour changes below it are not taken for an edge. */
const EPSILON = 0.012 ** 2;
/** The filter spreads an edge a little; this makes it as steep as a photo's own edges are. */
const STEEPNESS = 1.8;

/**
 * The proposal at the size of `detail`, its edge moved to where the picture has one: a guided filter (He, Sun and Tang
 * 2013), its coefficients computed on a smaller copy as its authors advise (2015). Farther than the radius from the
 * proposal's edge nothing changes.
 *
 * @returns coverage, 0 to 255, of `detail`'s size
 */
export function refine({ detail, proposal, left, top, step }: RefineInput): Uint8Array {
  const { width, height } = detail;
  const radius = Math.min(48, Math.max(2, Math.round(UNCERTAINTY / step)));
  const shrink = Math.max(1, Math.round(radius / 3));
  const small = { width: Math.ceil(width / shrink), height: Math.ceil(height / shrink) };
  const place = { left, top, step };
  const planes = shrinkPlanes(detail, shrink, small);
  const selected = Float32Array.from({ length: small.width * small.height }, (_, at) =>
    sample(
      proposal,
      place,
      ((at % small.width) + 0.5) * shrink - 0.5,
      (Math.floor(at / small.width) + 0.5) * shrink - 0.5,
    ),
  );
  const lines = fitLines(planes, selected, small, Math.max(1, Math.round(radius / shrink)));
  return applyLines(detail, lines, small, shrink);
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly step: number;
}

interface Grid {
  readonly width: number;
  readonly height: number;
}

/** The proposal at a point of the detail, 0 to 1, between its pixels linear. */
function sample({ width, height, coverage }: Proposal, { left, top, step }: Place, x: number, y: number): number {
  const px = Math.min(width - 1, Math.max(0, left + (x + 0.5) * step - 0.5));
  const py = Math.min(height - 1, Math.max(0, top + (y + 0.5) * step - 0.5));
  const [x0, y0] = [Math.floor(px), Math.floor(py)];
  const [x1, y1] = [Math.min(width - 1, x0 + 1), Math.min(height - 1, y0 + 1)];
  const [fx, fy] = [px - x0, py - y0];
  const upper = coverage[y0 * width + x0]! * (1 - fx) + coverage[y0 * width + x1]! * fx;
  const lower = coverage[y1 * width + x0]! * (1 - fx) + coverage[y1 * width + x1]! * fx;
  return (upper * (1 - fy) + lower * fy) / 255;
}

/** Red, green and blue apart, 0 to 1, each small pixel the mean of `shrink` × `shrink`. */
function shrinkPlanes({ width, height, pixels }: PictureInput, shrink: number, small: Grid): Float32Array[] {
  const planes = [0, 1, 2].map(() => new Float32Array(small.width * small.height));
  for (let y = 0; y < small.height; y++) {
    const bottom = Math.min(height, (y + 1) * shrink);
    for (let x = 0; x < small.width; x++) {
      const right = Math.min(width, (x + 1) * shrink);
      const sums = [0, 0, 0];
      for (let row = y * shrink; row < bottom; row++) {
        for (let at = (row * width + x * shrink) * 3; at < (row * width + right) * 3; at += 3) {
          sums[0]! += pixels[at]!;
          sums[1]! += pixels[at + 1]!;
          sums[2]! += pixels[at + 2]!;
        }
      }
      const count = (bottom - y * shrink) * (right - x * shrink) * 255;
      for (let c = 0; c < 3; c++) planes[c]![y * small.width + x] = sums[c]! / count;
    }
  }
  return planes;
}

/** For each small pixel the line (three slopes and a constant) that best tells `selected` from colour around it. */
function fitLines(planes: readonly Float32Array[], selected: Float32Array, size: Grid, radius: number): Float32Array[] {
  const mean = (plane: Float32Array) => boxMean(plane, size.width, size.height, radius);
  const product = (a: Float32Array, b: Float32Array) => mean(a.map((value, at) => value * b[at]!));
  const [r, g, b] = planes as [Float32Array, Float32Array, Float32Array];
  const means = [mean(r), mean(g), mean(b), mean(selected)] as const;
  const [mr, mg, mb, ms] = means;
  const squares = [product(r, r), product(r, g), product(r, b), product(g, g), product(g, b), product(b, b)] as const;
  const with_ = [product(r, selected), product(g, selected), product(b, selected)] as const;
  const lines = [0, 1, 2, 3].map(() => new Float32Array(selected.length));
  for (let at = 0; at < selected.length; at++) {
    const rr = squares[0][at]! - mr[at]! * mr[at]! + EPSILON;
    const rg = squares[1][at]! - mr[at]! * mg[at]!;
    const rb = squares[2][at]! - mr[at]! * mb[at]!;
    const gg = squares[3][at]! - mg[at]! * mg[at]! + EPSILON;
    const gb = squares[4][at]! - mg[at]! * mb[at]!;
    const bb = squares[5][at]! - mb[at]! * mb[at]! + EPSILON;
    const [sr, sg, sb] = [0, 1, 2].map((c) => with_[c]![at]! - means[c]![at]! * ms[at]!) as [number, number, number];
    const determinant = rr * (gg * bb - gb * gb) - rg * (rg * bb - gb * rb) + rb * (rg * gb - gg * rb);
    const ar = (sr * (gg * bb - gb * gb) + sg * (rb * gb - rg * bb) + sb * (rg * gb - rb * gg)) / determinant;
    const ag = (sr * (rb * gb - rg * bb) + sg * (rr * bb - rb * rb) + sb * (rb * rg - rr * gb)) / determinant;
    const ab = (sr * (rg * gb - rb * gg) + sg * (rb * rg - rr * gb) + sb * (rr * gg - rg * rg)) / determinant;
    lines[0]![at] = ar;
    lines[1]![at] = ag;
    lines[2]![at] = ab;
    lines[3]![at] = ms[at]! - ar * mr[at]! - ag * mg[at]! - ab * mb[at]!;
  }
  return lines.map(mean);
}

function applyLines({ width, height, pixels }: PictureInput, lines: Float32Array[], small: Grid, shrink: number) {
  const [r, g, b, k] = lines as [Float32Array, Float32Array, Float32Array, Float32Array];
  const coverage = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const py = Math.min(small.height - 1, Math.max(0, (y + 0.5) / shrink - 0.5));
    const y0 = Math.floor(py);
    const below = y0 + 1 < small.height ? small.width : 0;
    const fy = py - y0;
    for (let x = 0; x < width; x++) {
      const px = Math.min(small.width - 1, Math.max(0, (x + 0.5) / shrink - 0.5));
      const x0 = Math.floor(px);
      const right = x0 + 1 < small.width ? 1 : 0;
      const fx = px - x0;
      const at = y0 * small.width + x0;
      const between = (plane: Float32Array) =>
        (plane[at]! * (1 - fx) + plane[at + right]! * fx) * (1 - fy) +
        (plane[at + below]! * (1 - fx) + plane[at + below + right]! * fx) * fy;
      const from = (y * width + x) * 3;
      const value =
        (between(r) * pixels[from]! + between(g) * pixels[from + 1]! + between(b) * pixels[from + 2]!) / 255 +
        between(k);
      coverage[y * width + x] = Math.round(255 * Math.min(1, Math.max(0, (value - 0.5) * STEEPNESS + 0.5)));
    }
  }
  return coverage;
}
