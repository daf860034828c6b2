import { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import { type LayerSettings, NO_SETTINGS } from "#lib/domain/mask-engine/settings/layer-settings.ts";
import type { Size } from "#lib/domain/raster.ts";

const SIZES: readonly Size[] = [
  { width: 6000, height: 4000 },
  { width: 12_000, height: 8333 },
];
/** A change of the mask's middle, as one move of the pointer makes it. */
const SETTINGS: readonly Partial<LayerSettings>[] = [
  {},
  { fillHoles: true },
  { invert: true },
  { smooth: 8 },
  { grow: 20 },
  { grow: -20 },
  { feather: 40 },
];

/**
 * What one move of a soft brush costs, on a layer whose mask is an ellipse as large as the picture, with each setting:
 * the tiles that change are made anew. Beside it the floor, which is copying as many tiles. Prints a table.
 */
function benchMaskEngine(): void {
  for (const size of SIZES) {
    console.log(`\nMask engine, ${size.width} × ${size.height}, milliseconds`);
    const rows: Record<string, Record<string, number>> = {};
    for (const change of SETTINGS) rows[JSON.stringify(change)] = measure(size, { ...NO_SETTINGS, ...change });
    console.table(rows);
  }
}

function measure(size: Size, settings: LayerSettings): Record<string, number> {
  const document = new MaskDocument(size);
  const shape = time(() => document.apply({ kind: "ellipse", mode: "add", rect: { x: 0, y: 0, ...size } }));
  const [x, y, radius] = [size.width / 2, 0, size.height / 20];
  document.changeLayers({ kind: "settings", id: "first", settings });
  const mask = document.layers.activeMask;
  const whole = time(() => mask.facts());
  mask.takeChanged();
  document.beginStroke({ mode: "subtract", radius, hardness: 0.5 }, { x, y });
  mask.facts();
  let changed: ReadonlySet<number> = new Set();
  const move = time(() => {
    document.extendStroke([{ x: x + radius, y: y + 10 }]);
    changed = mask.takeChanged();
    for (const key of changed) mask.tile(key);
  });
  const copy = time(() => {
    for (const key of changed) mask.tile(key)?.slice();
  });
  document.commitStroke();
  const undo = time(() => document.undo());
  return { "the shape": shape, "the whole layer": whole, "a brush move": move, "copy its tiles": copy, undo };
}

function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return Math.round((performance.now() - start) * 10) / 10;
}

benchMaskEngine();
