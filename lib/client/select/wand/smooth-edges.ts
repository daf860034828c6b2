import type { AlphaPart } from "#lib/domain/mask-engine/operation.ts";
import type { Blocks } from "./blocks.ts";
import type { Found } from "./flood.ts";

/** Of the nine pixels around one, its own in the middle; together 16. */
const WEIGHTS = [1, 2, 1, 2, 4, 2, 1, 2, 1];
const FULL = 16;

/**
 * What was found as coverage: found pixels whole, and those beside them by how much of their neighbourhood was found, so
 * that slanted edges show no steps. Nothing that was found is lost to it.
 */
export function smoothEdges({ blocks, found }: Found): AlphaPart[] {
  const near = new Set<number>();
  for (const block of found.keys()) {
    for (const other of around(blocks, block)) if (other !== null) near.add(other);
  }
  return [...near].flatMap((block) => {
    const data = coverageOf(block, blocks, found);
    return data ? [{ ...blocks.rect(block), data }] : [];
  });
}

function coverageOf(block: number, blocks: Blocks, found: Found["found"]): Uint8Array | null {
  const { width, height } = blocks.rect(block);
  const padded = withRim(block, blocks, found);
  const stride = width + 2;
  const offsets = [-stride - 1, -stride, -stride + 1, -1, 0, 1, stride - 1, stride, stride + 1];
  const data = new Uint8Array(width * height);
  let isEmpty = true;
  for (let y = 0; y < height; y++) {
    // Nothing in this row and those beside it: nearly every row of a block at the edge of what was found.
    if (!padded.subarray(y * stride, (y + 3) * stride).includes(1)) continue;
    for (let x = 0; x < width; x++) {
      const at = (y + 1) * stride + x + 1;
      let share = padded[at] ? FULL : 0;
      if (share === 0) {
        for (let index = 0; index < 9; index++) {
          if (padded[at + (offsets[index] as number)]) share += WEIGHTS[index] as number;
        }
      }
      if (share === 0) continue;
      isEmpty = false;
      data[y * width + x] = Math.round((share / FULL) * 255);
    }
  }
  return isEmpty ? null : data;
}

/** A block with the pixels around it, 0 beyond the picture. */
function withRim(block: number, blocks: Blocks, found: Found["found"]): Uint8Array {
  const own = blocks.rect(block);
  const stride = own.width + 2;
  const padded = new Uint8Array(stride * (own.height + 2));
  for (const other of around(blocks, block)) {
    const pixels = other === null ? undefined : found.get(other);
    if (other === null || !pixels) continue;
    const { x, y, width, height } = blocks.rect(other);
    const left = Math.max(x, own.x - 1);
    const right = Math.min(x + width, own.x + own.width + 1);
    const bottom = Math.min(y + height, own.y + own.height + 1);
    for (let row = Math.max(y, own.y - 1); row < bottom; row++) {
      const from = (row - y) * width - x;
      padded.set(pixels.subarray(from + left, from + right), (row - own.y + 1) * stride + left - own.x + 1);
    }
  }
  return padded;
}

function around(blocks: Blocks, block: number): (number | null)[] {
  return [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => blocks.beside(block, right, down)));
}
