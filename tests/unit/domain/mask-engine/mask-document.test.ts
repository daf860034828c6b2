import fc from "fast-check";
import { expect, test } from "vitest";
import { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import { NO_SETTINGS } from "#lib/domain/mask-engine/settings/layer-settings.ts";
import { tileX, tileY } from "#lib/domain/mask-engine/tiles.ts";
import { draw, hashOf, pixelsOf, type SampleStep, steps, take } from "./sample-mask.ts";

const IMAGE = { width: 700, height: 530 };

test("undoing every step leaves what was there at first, redoing every step brings back the same layers", () => {
  fc.assert(
    fc.property(fc.array(steps(IMAGE, { layers: true }), { minLength: 1, maxLength: 12 }), (taken) => {
      const document = new MaskDocument(IMAGE);
      const seen = [hashOf(document)];
      taken.forEach((step, number) => {
        take(document, step, number);
        if (document.log.range.position === seen.length) seen.push(hashOf(document));
        else expect(hashOf(document)).toBe(seen.at(-1));
      });
      for (const expected of seen.toReversed().slice(1)) {
        expect(document.undo()).toBe(true);
        expect(hashOf(document)).toBe(expected);
      }
      expect(document.undo()).toBe(false);
      for (const expected of seen.slice(1)) {
        expect(document.redo()).toBe(true);
        expect(hashOf(document)).toBe(expected);
      }
      expect(document.redo()).toBe(false);
    }),
    { numRuns: 30 },
  );
});

test("bounds and area are those of the marked pixels, after any steps", () => {
  fc.assert(
    fc.property(fc.array(steps(IMAGE, { layers: true }), { maxLength: 6 }), fc.boolean(), (taken, undoLast) => {
      const document = new MaskDocument(IMAGE);
      taken.forEach((step, number) => {
        take(document, step, number);
        document.facts();
      });
      if (undoLast) document.undo();
      const { bounds, pixels } = document.facts();
      expect({ bounds, pixels }).toEqual(measure(document));
    }),
    { numRuns: 30 },
  );
});

test("cleared layers mark nothing, also where they were inverted, and one undo brings all of them back", () => {
  const document = new MaskDocument(IMAGE);
  document.apply({ kind: "rectangle", mode: "add", rect: { x: 10, y: 10, width: 20, height: 20 } });
  document.changeLayers({ kind: "settings", id: "first", settings: { ...NO_SETTINGS, invert: true } });
  document.changeLayers({ kind: "add", id: "sky", meta: null });
  document.apply({ kind: "rectangle", mode: "add", rect: { x: 50, y: 50, width: 20, height: 20 } });
  const before = hashOf(document);
  document.changeLayers({ kind: "clear", ids: ["first", "sky"] });
  expect(document.facts().layers.map(({ pixels }) => pixels)).toEqual([0, 0]);
  document.undo();
  expect(hashOf(document)).toBe(before);
});

test("an aborted stroke leaves the mask as it was", () => {
  const stroke = steps(IMAGE).filter((step) => step.kind === "stroke");
  fc.assert(
    fc.property(stroke, stroke, (first, second) => {
      const document = new MaskDocument(IMAGE);
      take(document, first);
      const [before, { canUndo }] = [hashOf(document), document.facts()];
      draw(document, second as Extract<SampleStep, { kind: "stroke" }>);
      document.abortStroke();
      expect(hashOf(document)).toBe(before);
      expect(document.facts().canUndo).toBe(canUndo);
    }),
    { numRuns: 20 },
  );
});

test("a snapshot does not change when painting goes on, even in the middle of a stroke", () => {
  const document = new MaskDocument(IMAGE);
  document.beginStroke({ mode: "add", radius: 20 }, { x: 100, y: 100 });
  const snapshot = document.snapshot();
  const copy = [...snapshot].map(([key, tile]) => [key, tile.slice()]);
  document.extendStroke([{ x: 200, y: 180 }]);
  expect([...snapshot]).toEqual(copy);
  document.commitStroke();
  document.undo();
  expect(document.facts().pixels).toBe(0);
});

test("painting over what is marked already is not a step of undo", () => {
  const document = new MaskDocument(IMAGE);
  const dab = () => {
    document.beginStroke({ mode: "add", radius: 30, hardness: 0.3, opacity: 0.7 }, { x: 300, y: 300 });
    document.commitStroke();
  };
  dab();
  dab();
  expect(document.undo()).toBe(true);
  expect(document.facts().canUndo).toBe(false);
});

test("a stroke that crosses itself marks no more strongly than its opacity", () => {
  const document = new MaskDocument(IMAGE);
  document.beginStroke({ mode: "add", radius: 20, opacity: 0.5 }, { x: 100, y: 100 });
  document.extendStroke([
    { x: 200, y: 200 },
    { x: 200, y: 100 },
    { x: 100, y: 200 },
  ]);
  document.commitStroke();
  const { data } = pixelsOf(document.layers.activeMask, IMAGE);
  expect(data.reduce((most, value) => Math.max(most, value), 0)).toBe(128);
});

test("a stroke erased along the same path leaves nothing", () => {
  const document = new MaskDocument(IMAGE);
  const points = [
    { x: 20.3, y: 40.2 },
    { x: 300.7, y: 210.1 },
    { x: 610.2, y: 95.8 },
  ];
  take(document, { kind: "stroke", brush: { mode: "add", radius: 12 }, points });
  take(document, { kind: "stroke", brush: { mode: "subtract", radius: 13 }, points });
  expect(document.facts()).toMatchObject({ pixels: 0, bounds: null, centre: null });
});

test("tiles that changed since the last question are told once", () => {
  const document = new MaskDocument(IMAGE);
  document.beginStroke({ mode: "add", radius: 4 }, { x: 256, y: 20 });
  const mask = document.layers.activeMask;
  expect([...mask.takeChanged()].map((key) => [tileX(key), tileY(key)])).toEqual([
    [0, 0],
    [1, 0],
  ]);
  expect(mask.takeChanged().size).toBe(0);
});

function measure(document: MaskDocument) {
  const { data } = pixelsOf(document.layers.activeMask, IMAGE);
  let [left, top, right, bottom, count] = [IMAGE.width, IMAGE.height, 0, 0, 0];
  for (let at = 0; at < data.length; at++) {
    if (data[at] === 0) continue;
    const [x, y] = [at % IMAGE.width, Math.floor(at / IMAGE.width)];
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + 1), Math.max(bottom, y + 1)];
    count++;
  }
  const bounds = count === 0 ? null : { x: left, y: top, width: right - left, height: bottom - top };
  return { bounds, pixels: count };
}
