import fc from "fast-check";
import { expect, test } from "vitest";
import { MaskDocument } from "#lib/client/mask/mask-document.ts";
import type { PaintMode } from "#lib/client/mask/operation.ts";
import { TILE, tileX, tileY } from "#lib/client/mask/tiles.ts";

const IMAGE = { width: 700, height: 530 };

const mode = fc.constantFrom<PaintMode>("add", "subtract");
const point = fc.record({
  x: fc.double({ min: -50, max: 750, noNaN: true }),
  y: fc.double({ min: -50, max: 580, noNaN: true }),
});
const stroke = fc.record({
  kind: fc.constant("stroke" as const),
  mode,
  radius: fc.double({ min: 0.5, max: 60, noNaN: true }),
  points: fc.array(point, { minLength: 1, maxLength: 6 }),
});
const polygon = fc.record({
  kind: fc.constant("polygon" as const),
  mode,
  points: fc.array(point, { minLength: 3, maxLength: 6 }),
});
const step = fc.oneof(
  { weight: 6, arbitrary: stroke },
  { weight: 2, arbitrary: polygon },
  { weight: 1, arbitrary: fc.constant({ kind: "clear" as const }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

test("undoing every step leaves nothing, redoing every step brings back the same bytes", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      const mask = new MaskDocument(IMAGE);
      const seen = [pixelsOf(mask)];
      for (const one of steps) {
        take(mask, one);
        const pixels = pixelsOf(mask);
        if (!pixels.equals(seen.at(-1) as Buffer)) seen.push(pixels);
      }
      for (const expected of seen.toReversed().slice(1)) {
        expect(mask.undo()).toBe(true);
        expect(pixelsOf(mask).equals(expected)).toBe(true);
      }
      expect(mask.undo()).toBe(false);
      expect(mask.snapshot().size).toBe(0);
      for (const expected of seen.slice(1)) {
        expect(mask.redo()).toBe(true);
        expect(pixelsOf(mask).equals(expected)).toBe(true);
      }
      expect(mask.redo()).toBe(false);
    }),
    { numRuns: 40 },
  );
});

test("bounds and area are those of the marked pixels, after any steps", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 6 }), fc.boolean(), (steps, undoLast) => {
      const mask = new MaskDocument(IMAGE);
      for (const one of steps) {
        take(mask, one);
        mask.facts();
      }
      if (undoLast) mask.undo();
      const { bounds, pixels } = mask.facts();
      expect({ bounds, pixels }).toEqual(measure(pixelsOf(mask)));
    }),
    { numRuns: 40 },
  );
});

test("an aborted stroke leaves the mask as it was", () => {
  fc.assert(
    fc.property(stroke, stroke, (first, second) => {
      const mask = new MaskDocument(IMAGE);
      take(mask, first);
      const before = pixelsOf(mask);
      const { canUndo } = mask.facts();
      draw(mask, second);
      mask.abortStroke();
      expect(pixelsOf(mask).equals(before)).toBe(true);
      expect(mask.facts().canUndo).toBe(canUndo);
    }),
    { numRuns: 20 },
  );
});

test("a snapshot does not change when painting goes on, even in the middle of a stroke", () => {
  const mask = new MaskDocument(IMAGE);
  mask.beginStroke({ mode: "add", radius: 20 }, { x: 100, y: 100 });
  const snapshot = mask.snapshot();
  const copy = [...snapshot].map(([key, tile]) => [key, tile.slice()]);
  mask.extendStroke([{ x: 200, y: 180 }]);
  expect([...snapshot]).toEqual(copy);
  mask.commitStroke();
  mask.undo();
  expect(mask.facts().pixels).toBe(0);
});

test("painting over what is marked already is not a step of undo", () => {
  const mask = new MaskDocument(IMAGE);
  const dab = () => {
    mask.beginStroke({ mode: "add", radius: 30 }, { x: 300, y: 300 });
    mask.commitStroke();
  };
  dab();
  dab();
  expect(mask.undo()).toBe(true);
  expect(mask.facts().canUndo).toBe(false);
});

test("a stroke erased along the same path leaves nothing", () => {
  const mask = new MaskDocument(IMAGE);
  const path = [
    { x: 20.3, y: 40.2 },
    { x: 300.7, y: 210.1 },
    { x: 610.2, y: 95.8 },
  ];
  take(mask, { kind: "stroke", mode: "add", radius: 12, points: path });
  take(mask, { kind: "stroke", mode: "subtract", radius: 13, points: path });
  expect(mask.facts()).toMatchObject({ pixels: 0, bounds: null, centre: null });
});

test("tiles written since the last question are told once", () => {
  const mask = new MaskDocument(IMAGE);
  mask.beginStroke({ mode: "add", radius: 4 }, { x: 256, y: 20 });
  expect([...mask.takeDirty()].map((key) => [tileX(key), tileY(key)])).toEqual([
    [0, 0],
    [1, 0],
  ]);
  expect(mask.takeDirty().size).toBe(0);
});

function take(mask: MaskDocument, one: Step): void {
  if (one.kind === "stroke") {
    draw(mask, one);
    mask.commitStroke();
  } else {
    mask.apply(one);
  }
}

function draw(mask: MaskDocument, one: Extract<Step, { kind: "stroke" }>): void {
  const [first, ...rest] = one.points;
  mask.beginStroke(one, first as { x: number; y: number });
  mask.extendStroke(rest);
}

function pixelsOf(mask: MaskDocument): Buffer {
  const pixels = Buffer.alloc(IMAGE.width * IMAGE.height);
  for (const [key, tile] of mask.snapshot()) {
    for (let y = 0; y < TILE; y++) {
      for (let x = 0; x < TILE; x++) {
        const [imageX, imageY] = [tileX(key) * TILE + x, tileY(key) * TILE + y];
        const value = tile[y * TILE + x] as number;
        if (imageX < IMAGE.width && imageY < IMAGE.height) pixels[imageY * IMAGE.width + imageX] = value;
        else if (value !== 0) throw new Error("A byte beyond the picture's edge is not 0");
      }
    }
  }
  return pixels;
}

function measure(pixels: Buffer) {
  let [left, top, right, bottom, count] = [IMAGE.width, IMAGE.height, 0, 0, 0];
  pixels.forEach((value, index) => {
    if (value === 0) return;
    const [x, y] = [index % IMAGE.width, Math.floor(index / IMAGE.width)];
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + 1), Math.max(bottom, y + 1)];
    count++;
  });
  const bounds = count === 0 ? null : { x: left, y: top, width: right - left, height: bottom - top };
  return { bounds, pixels: count };
}
