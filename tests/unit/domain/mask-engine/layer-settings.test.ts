import fc from "fast-check";
import { expect, test } from "vitest";
import { LayerMask } from "#lib/domain/mask-engine/layer-mask.ts";
import { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import { featherRule } from "#lib/domain/mask-engine/settings/feather.ts";
import { growRule } from "#lib/domain/mask-engine/settings/grow.ts";
import { INVERT } from "#lib/domain/mask-engine/settings/invert.ts";
import { type LayerSettings, NO_SETTINGS, SETTING_LIMITS } from "#lib/domain/mask-engine/settings/layer-settings.ts";
import type { MaskRule } from "#lib/domain/mask-engine/settings/rule.ts";
import { smoothRule } from "#lib/domain/mask-engine/settings/smooth.ts";
import type { Mask } from "#lib/domain/raster.ts";
import { pixelsOf, type SampleStep, steps, take } from "./sample-mask.ts";

const IMAGE = { width: 600, height: 530 };
const FIRST = "first";

const settings = fc.record({
  fillHoles: fc.boolean(),
  invert: fc.boolean(),
  smooth: fc.constantFrom(0, 0, 1, 4, 20),
  grow: fc.constantFrom(0, 0, 1, 7, 60, -1, -9, -150),
  feather: fc.constantFrom(0, 0, 1, 2, 30, 120),
});

const isClear = (step: SampleStep) => step.kind === "apply" && step.operation.kind === "clear";

test("a layer's mask made tile by tile, and only near what changed, is what the whole picture gives at once", () => {
  fc.assert(
    fc.property(settings, fc.array(steps(IMAGE), { minLength: 1, maxLength: 4 }), (wanted, taken) => {
      const document = new MaskDocument(IMAGE);
      const mask = document.layers.mask(FIRST);
      document.changeLayers({ kind: "settings", id: FIRST, settings: wanted });
      for (const step of taken) {
        take(document, step);
        pixelsOf(mask, IMAGE);
      }
      // Clearing also takes back that the mask is inverted, so these may differ from what was wanted at first.
      const held = { ...wanted, invert: wanted.invert && !taken.some(isClear) };
      expect(document.layers.list.layers[0]?.settings).toEqual(held);
      const expected = applyWhole(pixelsOf(mask.raw, IMAGE), held);
      expect(Buffer.compare(pixelsOf(mask, IMAGE).data, Buffer.from(expected.data))).toBe(0);
    }),
    { numRuns: 20 },
  );
}, 60_000);

test("settings change nothing of what was drawn: set back, the mask is the same", () => {
  const document = new MaskDocument(IMAGE);
  for (const step of fc.sample(steps(IMAGE), { numRuns: 3, seed: 3 })) take(document, step);
  const mask = document.layers.mask(FIRST);
  const before = pixelsOf(mask, IMAGE).data;
  document.changeLayers({
    kind: "settings",
    id: FIRST,
    settings: { fillHoles: true, invert: true, smooth: 3, grow: 4, feather: 5 },
  });
  expect(pixelsOf(mask, IMAGE).data.equals(before)).toBe(false);
  document.changeLayers({ kind: "settings", id: FIRST, settings: NO_SETTINGS });
  expect(pixelsOf(mask, IMAGE).data.equals(before)).toBe(true);
});

test("a setting beyond its limit is the limit, and a broken length the nearest whole one", () => {
  const document = new MaskDocument(IMAGE);
  const settings = { fillHoles: false, invert: false, smooth: 1e6, grow: -1e6, feather: 2.6 };
  document.changeLayers({ kind: "settings", id: FIRST, settings });
  const { smooth, grow } = SETTING_LIMITS;
  expect(document.layers.list.layers[0]?.settings).toEqual({ ...settings, smooth, grow: -grow, feather: 3 });
});

test("growing moves a straight edge by exactly as many pixels, and shrinking takes it back", () => {
  for (const grow of [1, 10, 100]) {
    const grown = apply({ grow }, square(150, 300));
    expect(rowOf(grown, 200).slice(150 - grow - 1, 150 - grow + 2)).toEqual([0, 255, 255]);
    const shrunk = apply({ grow: -grow }, square(150, 300));
    expect(rowOf(shrunk, 200).slice(150 + grow - 1, 150 + grow + 2)).toEqual(
      [0, 255, 255].map((it) => (grow < 75 ? it : 0)),
    );
  }
});

test("a mask at the picture's edge does not draw back from it when it shrinks, fades or is smoothed", () => {
  for (const change of [{ grow: -20 }, { feather: 20 }, { smooth: 8 }]) {
    const mask = apply(change, (document) =>
      document.apply({ kind: "rectangle", mode: "add", rect: { x: 0, y: 0, width: 200, height: IMAGE.height } }),
    );
    for (const y of [0, 256, IMAGE.height - 1]) expect(rowOf(mask, y)[0]).toBe(255);
  }
});

test("a feathered edge falls steadily from 255 to 0 over its width to each side, and reaches no farther", () => {
  for (const feather of [1, 2, 3, 20, 100]) {
    const row = rowOf(apply({ feather }, square(120, 420)), 225);
    const edge = row.slice(120 - feather - 2, 120 + feather + 2);
    expect(row[120 - feather - 1]).toBe(0);
    expect(row[120 + feather]).toBe(255);
    expect(row[119]! + row[120]!).toBe(255);
    expect(edge).toEqual(edge.toSorted((a, b) => a - b));
  }
});

test("soft edges survive growing and shrinking: the falloff is moved, not cut", () => {
  const soft = (document: MaskDocument) => {
    document.beginStroke({ mode: "add", radius: 120, hardness: 0 }, { x: 300, y: 265 });
    document.commitStroke();
  };
  const drawn = rowOf(apply({}, soft), 265);
  for (const grow of [20, -20]) {
    const moved = rowOf(apply({ grow }, soft), 265);
    for (let x = 200; x < 260; x += 5) expect(Math.abs(moved[x - grow]! - drawn[x]!)).toBeLessThan(6);
  }
});

test("holes are filled alike in a maze of any walls, however small the change and wherever tiles meet", () => {
  const size = { width: 300, height: 270 };
  const patch = fc.record({
    x: fc.nat(280),
    y: fc.nat(250),
    side: fc.integer({ min: 3, max: 90 }),
    seed: fc.nat(),
    /** How many of ten pixels are walls of full height; the others are low ones, or none. */
    tenths: fc.nat(10),
  });
  fc.assert(
    fc.property(fc.array(patch, { minLength: 1, maxLength: 5 }), fc.boolean(), (patches, whole) => {
      const document = new MaskDocument(size);
      document.changeLayers({ kind: "settings", id: FIRST, settings: { ...NO_SETTINGS, fillHoles: true } });
      const mask = document.layers.mask(FIRST);
      for (const { x, y, side, seed, tenths } of patches) {
        const rect = whole ? { x: 0, y: 0, ...size } : { x, y, width: side, height: side };
        const data = Uint8Array.from({ length: rect.width * rect.height }, (_, at) => {
          const chance = (((at + 1) * 16_807 + seed) % 2_147_483_647) % 101;
          return chance < tenths * 10 ? 255 : chance % 3 === 0 ? 0 : chance;
        });
        document.apply({ kind: "alpha", mode: seed % 2 === 0 ? "replace" : "add", parts: [{ ...rect, data }] });
        const expected = filled(pixelsOf(mask.raw, size));
        expect(Buffer.compare(pixelsOf(mask, size).data, Buffer.from(expected.data))).toBe(0);
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);

test("smoothing removes specks and fills pinholes, and keeps straight edges and soft falloffs", () => {
  const speck = apply({ smooth: 3 }, (document) => {
    document.apply({ kind: "rectangle", mode: "add", rect: { x: 100, y: 100, width: 200, height: 200 } });
    document.apply({ kind: "rectangle", mode: "subtract", rect: { x: 200, y: 200, width: 2, height: 2 } });
    document.apply({ kind: "rectangle", mode: "add", rect: { x: 400, y: 200, width: 2, height: 2 } });
  });
  expect(rowOf(speck, 201)).toEqual(rowOf(apply({}, square(100, 300)), 201));
});

test("a ring is filled as strongly as it was drawn, a gap lets the water in, and the picture's edge is no wall", () => {
  const ring = (opacity: number, turns: number) => (document: MaskDocument) => {
    const at = (angle: number) => ({ x: 300 + 150 * Math.cos(angle), y: 265 + 150 * Math.sin(angle) });
    document.beginStroke({ mode: "add", radius: 20, hardness: 0, opacity }, at(0));
    document.extendStroke(Array.from({ length: 64 }, (_, index) => at(((index + 1) / 64) * 2 * Math.PI * turns)));
    document.commitStroke();
  };
  const middle = (mask: Mask) => rowOf(mask, 265)[300];
  const crest = Math.min(...rowOf(apply({}, ring(1, 1)), 265).slice(150, 151), 255);
  expect(crest).toBeGreaterThan(240);
  expect(middle(apply({ fillHoles: true }, ring(1, 1)))).toBeGreaterThan(240);
  expect(middle(apply({ fillHoles: true }, ring(0.5, 1)))).toBeGreaterThan(120);
  expect(middle(apply({ fillHoles: true }, ring(0.5, 1)))).toBeLessThan(130);
  expect(middle(apply({ fillHoles: true }, ring(1, 0.8)))).toBe(0);
  const corner = apply({ fillHoles: true }, (document) =>
    document.apply({
      kind: "polygon",
      mode: "add",
      points: [
        { x: 0, y: 90 },
        { x: 90, y: 0 },
        { x: 100, y: 0 },
        { x: 0, y: 100 },
      ],
    }),
  );
  expect(rowOf(corner, 5)[5]).toBe(0);
});

test("an inverted empty layer marks the whole picture at 100 megapixels at once", () => {
  const image = { width: 12_000, height: 8334 };
  const mask = new LayerMask(image);
  mask.settings = { ...NO_SETTINGS, invert: true, grow: 50, feather: 100 };
  expect(mask.facts()).toMatchObject({ pixels: image.width * image.height, bounds: { x: 0, y: 0, ...image } });
});

function square(from: number, to: number) {
  return (document: MaskDocument) =>
    document.apply({ kind: "rectangle", mode: "add", rect: { x: from, y: from, width: to - from, height: to - from } });
}

function apply(change: Partial<LayerSettings>, paint: (document: MaskDocument) => void): Mask {
  const document = new MaskDocument(IMAGE);
  paint(document);
  document.changeLayers({ kind: "settings", id: FIRST, settings: { ...NO_SETTINGS, ...change } });
  return pixelsOf(document.layers.mask(FIRST), IMAGE);
}

const rowOf = ({ width, data }: Mask, y: number): number[] => [...data.subarray(y * width, (y + 1) * width)];

/** The rules on the whole picture at once, and holes filled by trying every level from the top. */
function applyWhole(mask: Mask, { fillHoles, invert, smooth, grow, feather }: LayerSettings): Mask {
  const rules: MaskRule[] = [];
  if (invert) rules.push(INVERT);
  if (smooth > 0) rules.push(smoothRule(smooth));
  if (grow !== 0) rules.push(growRule(grow));
  if (feather > 0) rules.push(featherRule(feather));
  const whole = { x: 0, y: 0, width: mask.width, height: mask.height };
  return rules.reduce((made, rule) => rule.apply(made, whole), fillHoles ? filled(mask) : mask);
}

/** Lowers a full picture onto the mask from its edge, by sweeps, until nothing moves. */
function filled({ width, height, data }: Mask): Mask {
  const level = new Uint8Array(data.length).fill(255);
  const settle = (x: number, y: number): boolean => {
    const at = y * width + x;
    const neighbours = [
      x > 0 ? level[at - 1]! : 0,
      x < width - 1 ? level[at + 1]! : 0,
      y > 0 ? level[at - width]! : 0,
      y < height - 1 ? level[at + width]! : 0,
    ];
    const lower = Math.max(data[at]!, Math.min(level[at]!, ...neighbours));
    if (lower === level[at]) return false;
    level[at] = lower;
    return true;
  };
  for (let moved = true; moved; ) {
    moved = false;
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) moved = settle(x, y) || moved;
    for (let y = height - 1; y >= 0; y--) for (let x = width - 1; x >= 0; x--) moved = settle(x, y) || moved;
  }
  return { width, height, data: level };
}
