import type { Size } from "../../raster.ts";
import { allKeys, type Tile, type TileSource, tileColumns, tileSize, tileX, tileY } from "../tiles.ts";
import { constantTile, isFullTile, normaliseTile } from "../uniform-tile.ts";
import { type EdgeWalls, edgeWalls, forEachEdgePixel, uniformWalls } from "./edge-walls.ts";
import { flood } from "./flood.ts";
import { NONE, WallTree } from "./wall-tree.ts";

/**
 * A mask whose enclosed regions are marked: each pixel is raised to the lowest wall that shuts it off from the picture's
 * edge (reconstruction by erosion), so a ring painted at half strength is filled at half strength and soft rims inside it
 * vanish. Whether a region is enclosed depends on the whole mask, so every change floods it anew; but what a tile's walls
 * mean to the others is kept, and its pixels are made again only where it, or the water around it, has changed.
 */
export class HoleFilling implements TileSource {
  readonly #image: Size;
  readonly #source: TileSource;
  readonly #columns: number;
  /** By tile, row by row. */
  readonly #walls: EdgeWalls[];
  #levels: readonly Uint8Array[];
  readonly #made = new Map<number, Tile | undefined>();

  constructor(image: Size, source: TileSource) {
    this.#image = image;
    this.#source = source;
    this.#columns = tileColumns(image);
    this.#walls = Array.from(allKeys(image), (key) => this.#wallsOf(key));
    this.#levels = flood(this.#walls, this.#columns);
  }

  tile(key: number): Tile | undefined {
    if (!this.#made.has(key)) this.#made.set(key, this.#make(key));
    return this.#made.get(key);
  }

  *keys(): Generator<number> {
    for (const key of allKeys(this.#image)) {
      const levels = this.#levels[this.#numberOf(key)] as Uint8Array;
      // Not where water stands at 0 in the whole tile.
      if (levels.length > 1 || levels[0] !== 0 || this.#source.tile(key)) yield key;
    }
  }

  /** Tiles of the source have changed. Answers those of this mask that may have. */
  invalidate(keys: Iterable<number>): Set<number> {
    const changed = new Set(keys);
    for (const key of changed) this.#walls[this.#numberOf(key)] = this.#wallsOf(key);
    const before = this.#levels;
    this.#levels = flood(this.#walls, this.#columns);
    for (const key of allKeys(this.#image)) {
      const tile = this.#numberOf(key);
      if (!areAlike(before[tile] as Uint8Array, this.#levels[tile] as Uint8Array)) changed.add(key);
    }
    for (const key of changed) this.#made.delete(key);
    return changed;
  }

  #wallsOf(key: number): EdgeWalls {
    const size = tileSize(key, this.#image);
    const pixels = this.#source.tile(key);
    if (!pixels || isFullTile(pixels)) return uniformWalls(pixels ? 255 : 0, size);
    tree.grow(pixels, size);
    return edgeWalls(tree, size);
  }

  #make(key: number): Tile | undefined {
    const size = tileSize(key, this.#image);
    const pixels = this.#source.tile(key);
    const walls = this.#walls[this.#numberOf(key)] as EdgeWalls;
    const levels = this.#levels[this.#numberOf(key)] as Uint8Array;
    if (!walls.hasPits && areAlike(levels, walls.value)) return pixels;
    const level = levels[0] as number;
    if (!pixels || isFullTile(pixels)) return normaliseTile(constantTile(level, size), size);
    tree.grow(pixels, size);
    return normaliseTile(tree.paint(levelsIn(tree, walls, levels, size)), size);
  }

  #numberOf(key: number): number {
    return tileY(key) * this.#columns + tileX(key);
  }
}

/** Grown anew for each tile that is looked into. */
const tree = new WallTree();

/**
 * The level of each node of a tile's tree, from those at its edge: a node's water goes up to some node above it, and from
 * there to wherever at the edge below that one it stands lowest.
 */
function levelsIn(tree: WallTree, { nodeAt }: EdgeWalls, edgeLevels: Uint8Array, size: Size): Uint8Array {
  const { count, parent, value } = tree;
  const lowest = new Uint8Array(count).fill(255);
  forEachEdgePixel(size, (place, pixel) => {
    lowest[tree.nodeAt(pixel)] = edgeLevels[nodeAt[place] as number] as number;
  });
  for (let node = 0; node < count; node++) {
    const above = parent[node] as number;
    if (above !== NONE) lowest[above] = Math.min(lowest[above] as number, lowest[node] as number);
  }
  const levels = new Uint8Array(count);
  for (let node = count - 1; node >= 0; node--) {
    const above = parent[node] as number;
    const own = Math.max(value[node] as number, lowest[node] as number);
    levels[node] = above === NONE ? own : Math.min(own, levels[above] as number);
  }
  return levels;
}

function areAlike(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}
