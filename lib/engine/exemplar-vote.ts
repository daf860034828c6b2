import { type Layer, type MatchField, PATCH_SAMPLES, RADIUS } from "./patch-match.ts";

/**
 * Makes a new estimate of the hole, in place: every patch that covers a hole pixel proposes the colour its match has
 * there, and the better the match, the more its word counts.
 */
export function vote({ width, rgb, hole }: Layer, { targets, matches, costs }: MatchField): void {
  const sums = new Float32Array(hole.length * 4);
  const tolerance = usualCost(targets, costs) / SHARPNESS;
  for (const at of targets) {
    const match = matches[at]!;
    if (match < 0) continue;
    const cost = costs[at]!;
    const weight = Number.isFinite(cost) ? Math.exp(-cost / tolerance) + LEAST_WEIGHT : 1;
    for (let dy = -RADIUS; dy <= RADIUS; dy++) {
      for (let dx = -RADIUS; dx <= RADIUS; dx++) {
        const to = at + dy * width + dx;
        if (!hole[to]) continue;
        const from = (match + dy * width + dx) * 3;
        for (let c = 0; c < 3; c++) sums[to * 4 + c]! += weight * rgb[from + c]!;
        sums[to * 4 + 3]! += weight;
      }
    }
  }
  for (let at = 0; at < hole.length; at++) {
    const weight = sums[at * 4 + 3]!;
    if (!hole[at] || weight === 0) continue;
    for (let c = 0; c < 3; c++) rgb[at * 3 + c] = Math.round(sums[at * 4 + c]! / weight);
  }
}

/** The finer level's first matches: twice as far away as the coarser level's, or the middle of the matched patch. */
export function enlargeField(coarse: MatchField, coarseLayer: Layer, fine: MatchField, fineLayer: Layer): void {
  for (const at of fine.targets) {
    const x = at % fineLayer.width;
    const y = (at - x) / fineLayer.width;
    const centreX = centreNear(x >> 1, coarseLayer.width);
    const centreY = centreNear(y >> 1, coarseLayer.height);
    const match = coarse.matches[centreY * coarseLayer.width + centreX]!;
    if (match < 0) continue;
    const matchX = match % coarseLayer.width;
    const matchY = (match - matchX) / coarseLayer.width;
    const wanted = indexIn(fineLayer, x + (matchX - centreX) * 2, y + (matchY - centreY) * 2);
    const inner = indexIn(fineLayer, matchX * 2, matchY * 2);
    if (fine.isSource[wanted]) fine.matches[at] = wanted;
    else if (fine.isSource[inner]) fine.matches[at] = inner;
  }
}

/** The nearest position at which a whole patch fits. */
export function centreNear(position: number, length: number): number {
  return Math.min(Math.max(position, RADIUS), length - 1 - RADIUS);
}

/** -1 outside: no patch is centred there. */
function indexIn({ width, height }: Layer, x: number, y: number): number {
  return x < 0 || y < 0 || x >= width || y >= height ? -1 : y * width + x;
}

/**
 * The higher, the more the best patch alone decides. With soft votes textures such as grass average to a flat tone,
 * which then matches only other flat tones.
 */
const SHARPNESS = 10;
/** So that a pixel whose patches all match badly still gets their mean. */
const LEAST_WEIGHT = 1e-6;
/** Two levels of difference per sample, which nobody sees. */
const INVISIBLE_COST = PATCH_SAMPLES * 2 ** 2;
const SAMPLED_COSTS = 1024;

/** The upper quartile of the costs, estimated from a sample. */
function usualCost(targets: Int32Array, costs: Float32Array): number {
  const step = Math.max(1, Math.floor(targets.length / SAMPLED_COSTS));
  const sample: number[] = [];
  for (let index = 0; index < targets.length; index += step) {
    const cost = costs[targets[index]!]!;
    if (Number.isFinite(cost)) sample.push(cost);
  }
  sample.sort((a, b) => a - b);
  return Math.max(INVISIBLE_COST, sample[Math.floor(sample.length * 0.75)] ?? 0);
}
