import { expect, test } from "vitest";
import { type LayerDrawing, liveRect, regionToRedraw } from "#components/editor/stage/layer-drawing.ts";

const whole = { x: 0, y: 0, width: 900, height: 700 };
const tileAt = (key: number) => ({ x: key * 100, y: 0, width: 100, height: 100 });
const places = { whole, tileAt };
const bitmap = () => ({}) as ImageBitmap;
const [first, second] = [bitmap(), bitmap()];
const shown: LayerDrawing = {
  view: "here",
  tiles: new Map([
    [1, first],
    [2, second],
  ]),
  live: null,
};

test("all is drawn where nothing was, and where the view has changed", () => {
  expect(regionToRedraw(null, shown, places)).toEqual(whole);
  expect(regionToRedraw({ ...shown, view: "elsewhere" }, shown, places)).toEqual(whole);
});

test("nothing is drawn where nothing has changed", () => {
  expect(regionToRedraw(shown, { ...shown, tiles: new Map(shown.tiles) }, places)).toBeNull();
});

test.each([
  ["comes", [...shown.tiles, [5, bitmap()]], tileAt(5)],
  [
    "changes",
    [
      [1, bitmap()],
      [2, second],
    ],
    tileAt(1),
  ],
  ["goes", [[1, first]], tileAt(2)],
] as [string, [number, ImageBitmap][], object][])("a tile that %s is drawn anew, and no other", (_, tiles, region) => {
  expect(regionToRedraw(shown, { ...shown, tiles: new Map(tiles) }, places)).toEqual(region);
});

test("where the end of a stroke was and where it is now is drawn anew", () => {
  const before = { ...shown, live: { x: 10, y: 20, width: 30, height: 30 } };
  const now = { ...shown, live: { x: 50, y: 10, width: 30, height: 30 } };
  expect(regionToRedraw(before, now, places)).toEqual({ x: 10, y: 10, width: 70, height: 40 });
  expect(regionToRedraw(before, shown, places)).toEqual(before.live);
});

test("a stroke reaches as far as its brush on the screen, in device pixels, with room for its soft edge", () => {
  const brush = { mode: "add", radius: 40 } as const;
  const points = [
    { x: 100, y: 200 },
    { x: 300, y: 100 },
  ];
  const view = { x: 5, y: 7, scale: 0.5 };
  expect(liveRect([{ sequence: 1, layer: "a", brush, points }], view, 2)).toEqual({
    x: 2 * (50 + 5 - 20) - 2,
    y: 2 * (50 + 7 - 20) - 2,
    width: 2 * (100 + 40) + 4,
    height: 2 * (50 + 40) + 4,
  });
  expect(liveRect([], view, 2)).toBeNull();
});
