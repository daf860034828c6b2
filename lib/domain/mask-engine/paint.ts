import type { Brush } from "./operation.ts";
import { type RowSink, visitTileRuns } from "./tile-rows.ts";
import type { TileStore } from "./tile-store.ts";
import { isFullTile } from "./uniform-tile.ts";

/**
 * Writes the rows of a stroke into a layer. Adding keeps the greater value, taking away the lesser one, so overlaps of a
 * stroke never build up and no buffer of its own is needed: the order of its rows does not matter.
 */
export function painter(store: TileStore, { mode, opacity = 1 }: Brush): RowSink {
  const strength = Uint8Array.from({ length: 256 }, (_, value) => Math.round(value * opacity));
  const whole = strength[255] as number;
  return (y, x, length, values) => {
    visitTileRuns(y, x, length, (key, start, count, offset) => {
      const own = store.tile(key);
      if (mode === "add" ? own && isFullTile(own) : !own) return;
      const tile = store.writable(key);
      if (!values && whole === 255) tile.fill(mode === "add" ? 255 : 0, start, start + count);
      else if (mode === "add") {
        for (let at = 0; at < count; at++) {
          const value = values ? (strength[values[offset + at] as number] as number) : whole;
          if (value > (tile[start + at] as number)) tile[start + at] = value;
        }
      } else {
        for (let at = 0; at < count; at++) {
          const value = 255 - (values ? (strength[values[offset + at] as number] as number) : whole);
          if (value < (tile[start + at] as number)) tile[start + at] = value;
        }
      }
    });
  };
}
