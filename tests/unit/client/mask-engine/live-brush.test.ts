import { expect, test } from "vitest";
import { liveBrush } from "#lib/client/mask-engine/live-brush.ts";
import { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import type { Brush } from "#lib/domain/mask-engine/operation.ts";
import { type LayerSettings, NO_SETTINGS } from "#lib/domain/mask-engine/settings/layer-settings.ts";
import { pixelsOf } from "#tests/unit/domain/mask-engine/sample-mask.ts";

const IMAGE = { width: 260, height: 200 };
const BRUSH: Brush = { mode: "add", radius: 30, hardness: 0.8 };

test.each<Partial<LayerSettings>>([
  {},
  { grow: 8 },
  { grow: -8 },
  { feather: 12 },
  { invert: true },
  { invert: true, grow: 6 },
  { grow: 10, feather: 8 },
])("a stroke under way looks as its layer will once it is made, with %o", (change) => {
  const settings = { ...NO_SETTINGS, ...change };
  const made = paint(BRUSH, (document) => document.changeLayers({ kind: "settings", id: "first", settings }));
  const live = paint(liveBrush(BRUSH, settings), () => {}, settings.invert);
  const off = live.map((value, at) => Math.abs(value - (made[at] as number)));
  expect(off.reduce((sum, value) => sum + value, 0) / off.length).toBeLessThan(255 * 0.01);
});

function paint(brush: Brush, then: (document: MaskDocument) => void, onMarked = false): Buffer {
  const document = new MaskDocument(IMAGE);
  if (onMarked) document.apply({ kind: "rectangle", mode: "add", rect: { x: 0, y: 0, ...IMAGE } });
  document.beginStroke(brush, { x: 90, y: 100 });
  document.extendStroke([{ x: 170, y: 110 }]);
  document.commitStroke();
  then(document);
  return pixelsOf(document.layers.activeMask, IMAGE).data;
}
