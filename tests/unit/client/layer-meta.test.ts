import fc from "fast-check";
import { expect, test } from "vitest";
import { editorLayers, LAYER_COLOURS, LAYER_PATTERNS, newMeta, nextNumber } from "#lib/client/layers/layer-meta.ts";
import { placeAfterDrop } from "#lib/client/layers/layer-order.ts";
import { PATTERN_PATHS, PATTERN_SIDE, patternOffset } from "#lib/client/layers/pattern-paths.ts";
import { NOTHING_MARKED } from "#lib/client/mask-engine/mask-session.ts";
import type { Json } from "#lib/domain/mask-engine/step.ts";

const layerWith = (id: string, meta: Json) => ({ ...(NOTHING_MARKED.layers[0] as object), id, meta }) as never;

test("what is kept with a layer is read back as it was, and whatever cannot be read counts as new", () => {
  const kept = { ...newMeta(3), name: "Sky", isLocked: true, opacity: 0.4 };
  const known = [layerWith("a", kept), layerWith("b", null), layerWith("c", { ...kept, pattern: "zebra" })];
  const layers = editorLayers(known);
  expect(layers.map(({ meta }) => meta)).toEqual([kept, newMeta(1), newMeta(1)]);
  expect(editorLayers(known)).toBe(layers);
});

test("a layer's number is never given twice while the layer is there", () => {
  const layers = editorLayers([layerWith("a", newMeta(1)), layerWith("b", newMeta(7)), layerWith("c", newMeta(2))]);
  expect(nextNumber(layers)).toBe(8);
});

test("as many layers as there are colours differ in both colour and pattern", () => {
  const metas = LAYER_COLOURS.map((_, index) => newMeta(index + 1));
  expect(new Set(metas.map(({ colour }) => colour)).size).toBe(LAYER_COLOURS.length);
  expect(new Set(metas.map(({ pattern }) => pattern)).size).toBe(LAYER_PATTERNS.length);
  expect(new Set(Object.values(PATTERN_PATHS)).size).toBe(LAYER_PATTERNS.length);
});

test("a row that is dropped comes to lie where the line was shown", () => {
  const rows = ["a", "b", "c", "d"];
  for (const [from, name] of rows.entries()) {
    for (let gap = 0; gap <= rows.length; gap++) {
      const below = rows.slice(gap).find((row) => row !== name);
      const others = rows.filter((row) => row !== name).toReversed();
      const fromBottom = others.toSpliced(placeAfterDrop(rows.length, from, gap), 0, name);
      expect(fromBottom[fromBottom.indexOf(name) - 1]).toBe(below);
    }
  }
});

test("a pattern goes along with the picture, wherever that is moved", () => {
  fc.assert(
    fc.property(fc.integer({ min: -5000, max: 5000 }), (at) => {
      const offset = patternOffset(at);
      expect(offset).toBeGreaterThanOrEqual(0);
      expect(offset).toBeLessThan(PATTERN_SIDE);
      expect(Math.abs(at - offset) % PATTERN_SIDE).toBe(0);
    }),
  );
});
