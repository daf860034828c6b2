/**
 * Nearest patches by randomised search (the published PatchMatch idea: Barnes et al. 2009): good matches are found by
 * chance, spread to neighbours, and are refined by ever closer random tries. Deterministic: the chance is seeded.
 */

/** A picture while its hole is being filled. */
export interface Layer {
  readonly width: number;
  readonly height: number;
  /** Interleaved 8-bit RGB; hole pixels hold the present estimate. */
  readonly rgb: Uint8Array;
  /** One byte per pixel, 1 = hole. */
  readonly hole: Uint8Array;
}

/** For every patch that touches the hole, the patch free of hole that looks most like it. Indexes are of pixels. */
export interface MatchField {
  /** Centres of the patches that touch the hole, in reading order. */
  readonly targets: Int32Array;
  /** By pixel: the centre of the matched patch, -1 for none. */
  readonly matches: Int32Array;
  /** By pixel: how much the match differs. */
  readonly costs: Float32Array;
  /** By pixel: 1 where a patch free of hole is centred. */
  readonly isSource: Uint8Array;
  readonly sources: Int32Array;
}

/** A second opinion on what the hole holds: a match must resemble it too, by `weight` relative to the estimate. */
export interface Guide {
  readonly rgb: Uint8Array;
  readonly weight: number;
}

/** Patches are squares of `2 * RADIUS + 1`. */
export const RADIUS = 3;
export const PATCH_SAMPLES = (2 * RADIUS + 1) ** 2 * 3;

/** Finds the patches on both sides; null when no patch is free of hole, so that there is nothing to copy from. */
export function createField({ width, height, hole }: Layer): MatchField | null {
  const isSource = new Uint8Array(width * height);
  const targets: number[] = [];
  const sources: number[] = [];
  const holes = countInSquares(hole, width, height);
  for (let y = RADIUS; y < height - RADIUS; y++) {
    for (let x = RADIUS; x < width - RADIUS; x++) {
      const at = y * width + x;
      if (holes[at]! > 0) {
        targets.push(at);
        continue;
      }
      isSource[at] = 1;
      sources.push(at);
    }
  }
  if (sources.length === 0) return null;
  return {
    targets: Int32Array.from(targets),
    matches: new Int32Array(width * height).fill(-1),
    costs: new Float32Array(width * height).fill(Number.POSITIVE_INFINITY),
    isSource,
    sources: Int32Array.from(sources),
  };
}

/** Measures all matches against the present estimate, and gives every target without one a random one. */
export function measureField(layer: Layer, field: MatchField, random: () => number, guide: Guide | null): void {
  const { targets, matches, costs, sources } = field;
  for (const at of targets) {
    if (matches[at]! < 0) matches[at] = sources[Math.floor(random() * sources.length)]!;
    costs[at] = patchDifference(layer, at, matches[at]!, Number.POSITIVE_INFINITY, guide);
  }
}

/** One pass over all targets: take over the neighbours' matches, then try at random at shrinking distances. */
export function improveField(
  layer: Layer,
  field: MatchField,
  random: () => number,
  guide: Guide | null,
  isForward: boolean,
): void {
  const { width, height } = layer;
  const { targets, matches, costs, isSource } = field;
  const step = isForward ? -1 : 1;
  const widest = Math.max(width, height);
  for (let i = 0; i < targets.length; i++) {
    const at = targets[isForward ? i : targets.length - 1 - i]!;
    let best = matches[at]!;
    let cost = costs[at]!;
    const attempt = (candidate: number) => {
      if (candidate === best || !isSource[candidate]) return;
      const difference = patchDifference(layer, at, candidate, cost, guide);
      if (difference >= cost) return;
      cost = difference;
      best = candidate;
    };
    for (const neighbour of [at + step, at + step * width]) {
      const match = matches[neighbour];
      if (match !== undefined && match >= 0) attempt(match - (neighbour - at));
    }
    for (let reach = widest; reach >= 1; reach >>= 1) {
      const bestX = best % width;
      const x = bestX + Math.round((random() * 2 - 1) * reach);
      const y = (best - bestX) / width + Math.round((random() * 2 - 1) * reach);
      if (x >= RADIUS && x < width - RADIUS && y >= RADIUS && y < height - RADIUS) attempt(y * width + x);
    }
    matches[at] = best;
    costs[at] = cost;
  }
}

/** Sum of squared differences of two patches' samples; gives up early once it reaches `limit`. */
function patchDifference(
  { width, rgb }: Layer,
  target: number,
  source: number,
  limit: number,
  guide: Guide | null,
): number {
  const samples = (2 * RADIUS + 1) * 3;
  let sum = 0;
  for (let dy = -RADIUS; dy <= RADIUS; dy++) {
    const a = (target + dy * width - RADIUS) * 3;
    const b = (source + dy * width - RADIUS) * 3;
    for (let i = 0; i < samples; i++) {
      const difference = rgb[a + i]! - rgb[b + i]!;
      sum += difference * difference;
    }
    if (guide) {
      let guided = 0;
      for (let i = 0; i < samples; i++) {
        const difference = guide.rgb[a + i]! - rgb[b + i]!;
        guided += difference * difference;
      }
      sum += guided * guide.weight;
    }
    if (sum >= limit) return sum;
  }
  return sum;
}

/** For each pixel how many flags are set in the patch around it. */
function countInSquares(flags: Uint8Array, width: number, height: number): Uint8Array {
  const across = new Uint8Array(flags.length);
  const counts = new Uint8Array(flags.length);
  for (let at = 0; at < flags.length; at++) {
    if (!flags[at]) continue;
    const x = at % width;
    for (let dx = -Math.min(x, RADIUS); dx <= Math.min(width - 1 - x, RADIUS); dx++) across[at + dx]!++;
  }
  for (let at = 0; at < flags.length; at++) {
    if (!across[at]) continue;
    const y = Math.floor(at / width);
    for (let dy = -Math.min(y, RADIUS); dy <= Math.min(height - 1 - y, RADIUS); dy++)
      counts[at + dy * width]! += across[at]!;
  }
  return counts;
}

/** A small seeded generator (xorshift, Marsaglia 2003) of 0..1: the same picture is filled the same way every time. */
export function seededRandom(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}
