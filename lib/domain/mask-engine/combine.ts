import type { CombineMode } from "./operation.ts";
import type { TileStore } from "./tile-store.ts";
import type { Tile, Tiles } from "./tiles.ts";
import { isFullTile } from "./uniform-tile.ts";

/** Joins a shape to a layer. Only tiles that change are copied; the shape's own become the layer's where they may. */
export function combine(store: TileStore, shape: Tiles, mode: CombineMode): void {
  if (mode === "intersect" || mode === "replace") {
    for (const key of [...store.keys()]) if (!shape.has(key)) store.put(key, undefined);
  }
  for (const [key, marked] of shape) {
    const own = store.tile(key);
    if (mode === "replace" || (mode === "add" && (!own || isFullTile(marked)))) store.put(key, marked);
    else if (!own || (mode === "intersect" && isFullTile(marked))) continue;
    else if (mode === "subtract" && isFullTile(marked)) store.put(key, undefined);
    else MERGE[mode](store.writable(key), marked);
  }
}

const MERGE: Readonly<Record<Exclude<CombineMode, "replace">, (own: Tile, shape: Tile) => void>> = {
  add: (own, shape) => {
    for (let at = 0; at < own.length; at++)
      if ((shape[at] as number) > (own[at] as number)) own[at] = shape[at] as number;
  },
  subtract: (own, shape) => {
    for (let at = 0; at < own.length; at++) own[at] = Math.min(own[at] as number, 255 - (shape[at] as number));
  },
  intersect: (own, shape) => {
    for (let at = 0; at < own.length; at++)
      if ((shape[at] as number) < (own[at] as number)) own[at] = shape[at] as number;
  },
};
