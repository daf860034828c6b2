import type { Size } from "#lib/domain/raster.ts";
import { Blocks } from "./blocks.ts";
import { ColourDistance } from "./colour-distance.ts";
import { Flood, type Found } from "./flood.ts";

export interface Wish {
  readonly picture: Size;
  /** Side of the squares in which the picture is loaded, in pixels. */
  readonly side: number;
  /** The pixel whose likes are wanted, inside of the picture. */
  readonly x: number;
  readonly y: number;
  /** 0 to 100, of the distance between black and white. */
  readonly tolerance: number;
  /** Only what hangs together with the pixel, by sides of pixels; else the likes in the whole picture. */
  readonly contiguous: boolean;
}

/** The RGBA pixels of a block at full resolution, row by row. */
export type LoadBlock = (block: number) => Promise<Uint8ClampedArray>;

/** Blocks on their way at a time. */
const PARALLEL = 6;

/**
 * The pixels that look like the one at a point, in blocks: 1 where found. What hangs together is followed from block to
 * block, and only those it reaches are loaded. `onProgress` is told how many have been searched.
 *
 * Throws what `load` throws.
 */
export async function findLike(wish: Wish, load: LoadBlock, onProgress: (searched: number) => void): Promise<Found> {
  const blocks = new Blocks(wish.picture, wish.side);
  const start = blocks.at(wish.x, wish.y);
  const { x, y, width } = blocks.rect(start);
  const seed = (wish.y - y) * width + wish.x - x;
  const pixels = await load(start);
  const colour = [...pixels.subarray(seed * 4, seed * 4 + 4)] as [number, number, number, number];
  const like = new ColourDistance(colour, wish.tolerance);
  const matchOf = async (block: number) => like.match(block === start ? pixels : await load(block));
  return wish.contiguous
    ? await follow(new Flood(blocks, start, seed), matchOf, onProgress)
    : await searchAll(blocks, matchOf, onProgress);
}

type MatchOf = (block: number) => Promise<Uint8Array<ArrayBuffer>>;

async function follow(flood: Flood, matchOf: MatchOf, onProgress: (searched: number) => void): Promise<Found> {
  const running = new Map<number, Promise<void>>();
  let searched = 0;
  const search = async (block: number) => {
    const matches = await matchOf(block);
    running.delete(block);
    onProgress(++searched);
    flood.enter(block, matches);
  };
  for (;;) {
    for (const block of flood.reached()) {
      if (running.size >= PARALLEL) break;
      if (!running.has(block)) running.set(block, search(block));
    }
    if (running.size === 0) return { blocks: flood.blocks, found: flood.found };
    await Promise.race(running.values());
  }
}

async function searchAll(blocks: Blocks, matchOf: MatchOf, onProgress: (searched: number) => void): Promise<Found> {
  const found = new Map<number, Uint8Array>();
  let next = 0;
  let searched = 0;
  const lane = async () => {
    while (next < blocks.count) {
      const block = next++;
      const matches = await matchOf(block);
      if (matches.includes(1)) found.set(block, matches);
      onProgress(++searched);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, lane));
  return { blocks, found };
}
