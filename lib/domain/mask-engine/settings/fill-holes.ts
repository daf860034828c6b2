import type { Size } from "../../raster.ts";
import { allKeys, type Tile, type TileSource, type Tiles, tileSize } from "../tiles.ts";
import { constantTile, normaliseTile, sameTile } from "../uniform-tile.ts";
import { Flood } from "./flood.ts";

/**
 * A mask whose enclosed regions are marked: each pixel is raised to the lowest wall that shuts it off from the picture's
 * edge (reconstruction by erosion), so a ring painted at half strength is filled at half strength and soft rims inside it
 * vanish. Whether a region is enclosed depends on the whole mask, so every change floods it anew; tiles of one value are
 * flooded as one.
 */
export class HoleFilling implements TileSource {
  readonly #image: Size;
  readonly #source: TileSource;
  #filled: Tiles;

  constructor(image: Size, source: TileSource) {
    this.#image = image;
    this.#source = source;
    this.#filled = this.#fill();
  }

  tile(key: number): Tile | undefined {
    return this.#filled.get(key);
  }

  keys(): Iterable<number> {
    return this.#filled.keys();
  }

  invalidate(keys: Iterable<number>): Set<number> {
    const before = this.#filled;
    this.#filled = this.#fill();
    const changed = new Set(keys);
    for (const key of new Set([...before.keys(), ...this.#filled.keys()])) {
      const old = before.get(key);
      if (!sameTile(old, this.#filled.get(key))) changed.add(key);
      else if (old) this.#filled.set(key, old);
    }
    return changed;
  }

  #fill(): Tiles {
    const flood = new Flood(this.#image, this.#source);
    flood.run();
    const filled: Tiles = new Map();
    for (const key of allKeys(this.#image)) {
      const size = tileSize(key, this.#image);
      const level = flood.levelOf(key);
      const made = typeof level === "number" ? (level === 0 ? undefined : constantTile(level, size)) : level;
      const tile = normaliseTile(made, size);
      if (tile) filled.set(key, tile);
    }
    return filled;
  }
}
