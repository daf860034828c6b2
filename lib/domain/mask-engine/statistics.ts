import type { Rect, Size } from "../raster.ts";
import { TILE, type Tile, type TileSource, tileSize, tileX, tileY, wordsOf } from "./tiles.ts";
import { isFullTile } from "./uniform-tile.ts";

export interface MaskFacts {
  /** The smallest rectangle around every pixel above 0, or null when there is none. */
  readonly bounds: Rect | null;
  /** Pixels above 0. */
  readonly pixels: number;
  /** Middle of the marked pixels as fractions of the picture, or null. */
  readonly centre: { readonly x: number; readonly y: number } | null;
}

interface TileFacts {
  readonly pixels: number;
  readonly left: number;
  readonly top: number;
  /** Exclusive, in image pixels. */
  readonly right: number;
  readonly bottom: number;
  readonly sumX: number;
  readonly sumY: number;
}

/** Bounds and area of a mask, counted per tile and only for tiles that changed. */
export class MaskStatistics {
  readonly #image: Size;
  readonly #known = new Map<number, TileFacts | null>();

  constructor(image: Size) {
    this.#image = image;
  }

  /** The tile has changed. */
  forget(key: number): void {
    this.#known.delete(key);
  }

  facts(source: TileSource): MaskFacts {
    let pixels = 0;
    let sumX = 0;
    let sumY = 0;
    let [left, top, right, bottom] = [this.#image.width, this.#image.height, 0, 0];
    for (const key of source.keys()) {
      const facts = this.#factsOf(key, source);
      if (!facts) continue;
      pixels += facts.pixels;
      sumX += facts.sumX;
      sumY += facts.sumY;
      left = Math.min(left, facts.left);
      top = Math.min(top, facts.top);
      right = Math.max(right, facts.right);
      bottom = Math.max(bottom, facts.bottom);
    }
    if (pixels === 0) return { bounds: null, pixels: 0, centre: null };
    const centre = { x: sumX / pixels / this.#image.width, y: sumY / pixels / this.#image.height };
    return { bounds: { x: left, y: top, width: right - left, height: bottom - top }, pixels, centre };
  }

  #factsOf(key: number, source: TileSource): TileFacts | null {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const tile = source.tile(key);
    const facts = tile ? countTile(key, tile, this.#image) : null;
    this.#known.set(key, facts);
    return facts;
  }
}

function countTile(key: number, tile: Tile, image: Size): TileFacts | null {
  const { width, height } = tileSize(key, image);
  const originX = tileX(key) * TILE;
  const originY = tileY(key) * TILE;
  if (isFullTile(tile)) {
    const pixels = width * height;
    const [right, bottom] = [originX + width, originY + height];
    const [sumX, sumY] = [(pixels * (originX + right)) / 2, (pixels * (originY + bottom)) / 2];
    return { pixels, left: originX, top: originY, right, bottom, sumX, sumY };
  }
  let pixels = 0;
  let sumX = 0;
  let sumY = 0;
  let [left, top, right, bottom] = [TILE, TILE, 0, 0];
  const words = wordsOf(tile);
  for (let y = 0; y < height; y++) {
    let inRow = 0;
    for (let x = 0; x < width; x++) {
      if ((x & 3) === 0 && words[(y * TILE + x) >> 2] === 0) {
        x += 3;
        continue;
      }
      if (tile[y * TILE + x] === 0) continue;
      inRow++;
      sumX += x;
      if (x < left) left = x;
      if (x >= right) right = x + 1;
    }
    if (inRow === 0) continue;
    pixels += inRow;
    sumY += inRow * y;
    top = Math.min(top, y);
    bottom = y + 1;
  }
  if (pixels === 0) return null;
  return {
    pixels,
    left: originX + left,
    top: originY + top,
    right: originX + right,
    bottom: originY + bottom,
    sumX: sumX + pixels * (originX + 0.5),
    sumY: sumY + pixels * (originY + 0.5),
  };
}
