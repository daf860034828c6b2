import { centreNear } from "./exemplar-vote.ts";
import { type Layer, type MatchField, RADIUS } from "./patch-match.ts";

/**
 * The first estimate, at the coarsest level: from the rim inwards, each hole pixel takes the centre of the known patch
 * that fits what is known around it best. Without this start a texture often ends as a flat colour.
 */
export function peel(layer: Layer, field: MatchField): void {
  const { rgb, hole } = layer;
  const known = hole.map((isHole) => (isHole ? 0 : 1));
  for (let ring = rimOf(layer, known); ring.length > 0; ring = rimOf(layer, known)) {
    // The whole ring is chosen before any of it is filled: the order within it must not matter.
    const found = ring.map((at) => bestSample(layer, field, known, at));
    for (const [index, at] of ring.entries()) {
      for (let c = 0; c < 3; c++) rgb[at * 3 + c] = rgb[found[index]! * 3 + c]!;
      known[at] = 1;
    }
  }
}

/** Unknown pixels beside known ones. */
function rimOf({ width, height }: Layer, known: Uint8Array): number[] {
  const rim: number[] = [];
  for (let at = 0; at < known.length; at++) {
    if (known[at]) continue;
    const x = at % width;
    const touches =
      (x > 0 && known[at - 1]) ||
      (x < width - 1 && known[at + 1]) ||
      (at >= width && known[at - width]) ||
      (at < (height - 1) * width && known[at + width]);
    if (touches) rim.push(at);
  }
  return rim;
}

/** The pixel to copy, and notes the match of the patch it was found for. */
function bestSample({ width, height, rgb }: Layer, field: MatchField, known: Uint8Array, at: number): number {
  const x = at % width;
  const centre = centreNear((at - x) / width, height) * width + centreNear(x, width);
  const { sources } = field;
  const step = Math.ceil(sources.length / MOST_TRIED);
  let best = sources[0]!;
  let least = Number.POSITIVE_INFINITY;
  for (let index = 0; index < sources.length; index += step) {
    const source = sources[index]!;
    let sum = 0;
    for (let dy = -RADIUS; dy <= RADIUS && sum < least; dy++) {
      for (let dx = -RADIUS; dx <= RADIUS; dx++) {
        const target = centre + dy * width + dx;
        if (!known[target]) continue;
        const from = source + dy * width + dx;
        for (let c = 0; c < 3; c++) sum += (rgb[target * 3 + c]! - rgb[from * 3 + c]!) ** 2;
      }
    }
    if (sum < least) {
      least = sum;
      best = source;
    }
  }
  field.matches[centre] = best;
  return best + at - centre;
}

/** The level is tiny, so usually every patch is tried; long narrow pictures have more, and are tried in steps. */
const MOST_TRIED = 6000;
