import fc from "fast-check";
import { expect, test } from "vitest";
import { findLike, type Wish } from "#lib/client/select/wand/find-like.ts";
import { smoothEdges } from "#lib/client/select/wand/smooth-edges.ts";
import { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import { pixelsOf } from "../../domain/mask-engine/sample-mask.ts";

/** A letter a pixel: two reds that look alike, a blue, and nothing at all. */
const COLOURS: Readonly<Record<string, readonly number[]>> = {
  R: [200, 30, 30, 255],
  r: [206, 36, 32, 255],
  b: [30, 40, 200, 255],
  " ": [0, 0, 0, 0],
};
const SHADES = " .:-=+*#%@";
const PICTURE = ["RRbbbRR", "RrRbbRR", "bbRbbbb", "bbRRRRb", "bbbbbRb"];

test("what hangs together with the click by colour is marked, across the squares the picture is loaded in", async () => {
  for (const side of [2, 3, 4, 8]) {
    const { found } = await wand(PICTURE, { x: 0, y: 0, side, tolerance: 5 });
    expect(found).toEqual(["@@     ", "@@@    ", "  @    ", "  @@@@ ", "     @ "]);
  }
});

test("without that, its likes are marked in the whole picture", async () => {
  const { found, loaded } = await wand(PICTURE, { x: 0, y: 0, side: 3, tolerance: 5, contiguous: false });
  expect(found).toEqual(["@@   @@", "@@@  @@", "  @    ", "  @@@@ ", "     @ "]);
  expect(loaded).toHaveLength(6);
});

test("the tolerance says how far a colour may be off: at 0 only the very same is marked", async () => {
  const { found } = await wand(PICTURE, { x: 0, y: 0, side: 8, tolerance: 0 });
  expect(found.slice(0, 2)).toEqual(["@@     ", "@      "]);
  const everything = await wand(PICTURE, { x: 0, y: 0, side: 8, tolerance: 100 });
  expect(everything.drawing).toEqual(PICTURE.map((row) => "@".repeat(row.length)));
});

test("what is transparent is like what is transparent, and unlike black", async () => {
  const picture = ["R  ", " bb"];
  const { found } = await wand(picture, { x: 1, y: 0, side: 8, tolerance: 10 });
  expect(found).toEqual([" @@", "   "]);
});

test("the edge of what is found is smooth, and no found pixel is weakened", async () => {
  const picture = Array.from({ length: 8 }, (_, y) => "b".repeat(7 - y) + "R".repeat(y + 1));
  const { drawing } = await wand(picture, { x: 7, y: 7, side: 3, tolerance: 5 });
  expect(drawing).toMatchInlineSnapshot(`
    [
      "      -@",
      "     -@@",
      "    -@@@",
      "   -@@@@",
      "  -@@@@@",
      " -@@@@@@",
      "-@@@@@@@",
      "@@@@@@@@",
    ]
  `);
});

test("only the squares that the colour reaches are loaded", async () => {
  const picture = Array.from({ length: 40 }, () => `RR${"b".repeat(38)}`);
  const { loaded } = await wand(picture, { x: 0, y: 20, side: 4, tolerance: 5 });
  expect(loaded.every((block) => block % 10 === 0)).toBe(true);
  expect(new Set(loaded).size).toBe(loaded.length);
});

test("however the picture is cut, the same is found as by a plain search", async () => {
  const row = fc.string({ unit: fc.constantFrom("R", "b"), minLength: 9, maxLength: 9 });
  const drawings = fc.array(row, { minLength: 7, maxLength: 7 });
  await fc.assert(
    fc.asyncProperty(drawings, fc.nat(8), fc.nat(6), fc.integer({ min: 1, max: 10 }), async (picture, x, y, side) => {
      const { found } = await wand(picture, { x, y, side, tolerance: 5 });
      expect(found).toEqual(plainSearch(picture, x, y));
    }),
    { numRuns: 60 },
  );
});

test("a part of the photo that cannot be loaded is an error, not a mask with a hole", async () => {
  const wish = { picture: { width: 4, height: 4 }, side: 2, x: 0, y: 0, tolerance: 100, contiguous: true };
  const load = async (block: number) => {
    if (block === 3) throw new Error("lost");
    return new Uint8ClampedArray(16);
  };
  await expect(findLike(wish, load, () => {})).rejects.toThrow("lost");
});

async function wand(picture: readonly string[], wish: Omit<Wish, "picture" | "contiguous"> & { contiguous?: boolean }) {
  const [width, height] = [picture[0]?.length ?? 0, picture.length];
  const columns = Math.ceil(width / wish.side);
  const loaded: number[] = [];
  const load = async (block: number) => {
    loaded.push(block);
    const [left, top] = [(block % columns) * wish.side, Math.floor(block / columns) * wish.side];
    const rows = picture.slice(top, top + wish.side).map((row) => row.slice(left, left + wish.side));
    return Uint8ClampedArray.from(rows.flatMap((row) => [...row].flatMap((letter) => COLOURS[letter] ?? [])));
  };
  const likes = await findLike({ contiguous: true, ...wish, picture: { width, height } }, load, () => {});
  const document = new MaskDocument({ width, height });
  document.apply({ kind: "alpha", mode: "add", parts: smoothEdges(likes) });
  const { data } = pixelsOf(document.layers.activeMask, { width, height });
  const shades = [...data].map((value) => SHADES[Math.floor((value / 256) * SHADES.length)]);
  const drawing = picture.map((_, y) => shades.slice(y * width, (y + 1) * width).join(""));
  // Of what is marked, what was found itself: the rim beside it is weaker.
  return { drawing, found: drawing.map((row) => row.replaceAll(/[^@]/g, " ")), loaded };
}

function plainSearch(picture: readonly string[], x: number, y: number): string[] {
  const wanted = picture[y]?.[x];
  const found = picture.map((row) => [...row].map(() => " "));
  const visit = (column: number, row: number): void => {
    const line = found[row];
    if (!line || picture[row]?.[column] !== wanted || line[column] !== " ") return;
    line[column] = "@";
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const)
      visit(column + dx, row + dy);
  };
  visit(x, y);
  return found.map((row) => row.join(""));
}
