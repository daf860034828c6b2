import type { Size } from "../raster.ts";
import { TILE_BYTES, type Tile, type TileSource, type Tiles, tileSize } from "./tiles.ts";
import { normaliseTile, sameTile } from "./uniform-tile.ts";

/**
 * The tiles of one layer as drawn, and the change of them that is under way. Tiles are copied before the first write of
 * a change, so an array handed out or kept for undo never changes afterwards.
 */
export class TileStore implements TileSource {
  readonly #image: Size;
  readonly #tiles: Tiles;
  /** Tiles this change may write in place. */
  readonly #owned = new Set<number>();
  /** What the tiles of the change under way held before it. */
  #before = new Map<number, Tile | undefined>();
  #dirty = new Set<number>();

  constructor(image: Size, tiles: Tiles = new Map()) {
    this.#image = image;
    this.#tiles = tiles;
  }

  tile(key: number): Tile | undefined {
    return this.#tiles.get(key);
  }

  keys(): Iterable<number> {
    return this.#tiles.keys();
  }

  /** The tile as it was before the change under way. */
  settledTile(key: number): Tile | undefined {
    return this.#before.has(key) ? this.#before.get(key) : this.#tiles.get(key);
  }

  /** Keys of every tile that is not all 0 apart from the change under way. */
  settledKeys(): number[] {
    return [...new Set([...this.#tiles.keys(), ...this.#before.keys()])].filter((key) => this.settledTile(key));
  }

  /** Whether a change is under way. */
  get isChanging(): boolean {
    return this.#before.size > 0;
  }

  /** A tile to write to, made where there is none. */
  writable(key: number): Tile {
    const tile = this.#tiles.get(key);
    this.#dirty.add(key);
    if (tile && this.#owned.has(key)) return tile;
    this.#remember(key);
    const copy = tile ? tile.slice() : new Uint8Array(TILE_BYTES);
    this.#owned.add(key);
    this.#tiles.set(key, copy);
    return copy;
  }

  /** Puts another tile in the place of one; it must not be written to any more. */
  put(key: number, tile: Tile | undefined): void {
    this.#remember(key);
    this.#set(key, tile);
  }

  /** Ends the change. Answers what the tiles that it really changed held before. */
  commit(): Map<number, Tile | undefined> {
    const changed = new Map<number, Tile | undefined>();
    for (const [key, before] of this.#before) {
      const tile = normaliseTile(this.#tiles.get(key), tileSize(key, this.#image));
      if (tile) this.#tiles.set(key, tile);
      else this.#tiles.delete(key);
      if (!sameTile(before, tile)) changed.set(key, before);
    }
    this.#settle();
    return changed;
  }

  /** Takes the change under way back. */
  rollBack(): void {
    for (const [key, tile] of this.#before) this.#set(key, tile);
    this.#settle();
  }

  /** From here on writing makes copies again: what was handed out stays as it is. */
  freeze(): void {
    this.#owned.clear();
  }

  /** Keys of tiles written since the last question. */
  takeDirty(): ReadonlySet<number> {
    const dirty = this.#dirty;
    if (dirty.size > 0) this.#dirty = new Set();
    return dirty;
  }

  #remember(key: number): void {
    if (!this.#before.has(key)) this.#before.set(key, this.#tiles.get(key));
  }

  #set(key: number, tile: Tile | undefined): void {
    this.#dirty.add(key);
    this.#owned.delete(key);
    if (tile) this.#tiles.set(key, tile);
    else this.#tiles.delete(key);
  }

  #settle(): void {
    this.#before = new Map();
    this.#owned.clear();
  }
}
