import { createField, type Layer, type MatchField, RADIUS } from "./patch-match.ts";

/** A picture at one size, and its patches. */
export interface Level {
  readonly layer: Layer;
  readonly field: MatchField;
}

/**
 * The picture at full size, half, quarter…, as long as `isWanted`, any hole is left, and there are patches to copy from.
 * Empty when there are none at full size.
 */
export function buildPyramid(full: Layer, isWanted: (layer: Layer, halvings: number) => boolean): Level[] {
  const levels: Level[] = [];
  for (let layer = full; levels.length === 0 || isWanted(layer, levels.length); layer = halve(layer)) {
    const field = Math.min(layer.width, layer.height) > 2 * RADIUS ? createField(layer) : null;
    if (!field || (field.targets.length === 0 && levels.length > 0)) break;
    levels.push({ layer, field });
  }
  return levels;
}

/**
 * A pixel is hole where fewer than two of the four it covers are known. Known pixels average the known ones only: no
 * estimate may leak into what counts as true. Hole pixels average all four.
 */
function halve({ width, height, rgb, hole }: Layer): Layer {
  const [halfWidth, halfHeight] = [width >> 1, height >> 1];
  const half = {
    width: halfWidth,
    height: halfHeight,
    rgb: new Uint8Array(halfWidth * halfHeight * 3),
    hole: new Uint8Array(halfWidth * halfHeight),
  };
  for (let y = 0; y < halfHeight; y++) {
    for (let x = 0; x < halfWidth; x++) {
      const corner = 2 * y * width + 2 * x;
      const covered = [corner, corner + 1, corner + width, corner + width + 1];
      const known = covered.filter((at) => !hole[at]);
      const averaged = known.length < 2 ? covered : known;
      const to = y * halfWidth + x;
      half.hole[to] = known.length < 2 ? 1 : 0;
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (const at of averaged) sum += rgb[at * 3 + c]!;
        half.rgb[to * 3 + c] = Math.round(sum / averaged.length);
      }
    }
  }
  return half;
}
