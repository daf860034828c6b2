import { tileX, tileY } from "#lib/domain/mask-engine/tiles.ts";
import type { TileRange } from "../view/tile-plan.ts";
import type { FromWorker } from "./protocol.ts";

/** Of one layer, by key at the shown level. */
export type LayerTiles = ReadonlyMap<number, ImageBitmap>;

/** The tiles that the worker has sent and that are on the stage. Bitmaps that go are closed. */
export class ShownTiles {
  #layers = new Map<string, Map<number, ImageBitmap>>();
  #level = 0;

  get level(): number {
    return this.#level;
  }

  /** From bottom to top. */
  get layers(): ReadonlyMap<string, LayerTiles> {
    return this.#layers;
  }

  take({ level, range, layers, tiles, whole }: Extract<FromWorker, { type: "shown" }>): void {
    if (whole || level !== this.#level) this.clear();
    this.#level = level;
    const before = this.#layers;
    this.#layers = new Map(layers.map((id) => [id, before.get(id) ?? new Map()]));
    for (const [id, own] of before) drop(own, (key) => !this.#layers.has(id) || !isWithin(range, key));
    for (const { layer, key, bitmap } of tiles) {
      const own = this.#layers.get(layer);
      own?.get(key)?.close();
      if (bitmap) own?.set(key, bitmap);
      else own?.delete(key);
    }
  }

  clear(): void {
    for (const own of this.#layers.values()) drop(own, () => true);
    this.#layers.clear();
  }
}

function drop(tiles: Map<number, ImageBitmap>, condition: (key: number) => boolean): void {
  for (const [key, bitmap] of tiles) {
    if (!condition(key)) continue;
    bitmap.close();
    tiles.delete(key);
  }
}

function isWithin(range: TileRange, key: number): boolean {
  const [x, y] = [tileX(key), tileY(key)];
  return x >= range.left && x < range.right && y >= range.top && y < range.bottom;
}
