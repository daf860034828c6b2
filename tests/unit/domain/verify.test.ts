import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Raster } from "#lib/domain/raster.ts";
import { countChangedOutside } from "#lib/domain/verify.ts";
import { channelsAndDepth, maskOf, rasterOf, smallSize } from "./arbitraries.ts";

const comparison = fc.tuple(smallSize, channelsAndDepth).chain(([size, { channels, depth }]) =>
  fc.record({
    before: rasterOf(size, channels, depth),
    after: rasterOf(size, channels, depth),
    isChanged: fc.array(fc.boolean(), {
      minLength: size.width * size.height,
      maxLength: size.width * size.height,
      size: "max",
    }),
    drawn: maskOf(size),
    spreadPixels: fc.nat(12),
  }),
);

describe("the count of pixels changed outside", () => {
  it("is what a pixel-by-pixel search finds, in any colour model and depth", () => {
    fc.assert(
      fc.property(comparison, ({ before, after, isChanged, drawn, spreadPixels }) => {
        const mixed = {
          ...after,
          data: after.data.map((v, at) =>
            isChanged[Math.floor(at / after.channels)] ? v : (before.data[at] as number),
          ),
        } as Raster;
        expect(countChangedOutside(before, mixed, drawn, spreadPixels)).toBe(
          searchEverywhere(before, mixed, drawn.data, spreadPixels),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("sees a change of one level in one channel, alpha included", () => {
    for (const channel of [0, 1, 2, 3]) {
      const before: Raster = { width: 50, height: 1, channels: 4, data: new Uint8Array(200) };
      const after: Raster = { ...before, data: before.data.slice() };
      after.data[9 * 4 + channel] = 1;
      const drawn = { width: 50, height: 1, data: new Uint8Array(50).fill(255, 0, 4) };
      expect(countChangedOutside(before, after, drawn, 5)).toBe(1);
      expect(countChangedOutside(before, after, drawn, 6)).toBe(0);
    }
  });

  it("counts the corner of a square as outside a disc", () => {
    const drawn = { width: 9, height: 9, data: new Uint8Array(81) };
    drawn.data[0] = 1;
    const before: Raster = { width: 9, height: 9, channels: 1, data: new Uint8Array(81) };
    const after: Raster = { ...before, data: new Uint8Array(81).fill(1) };
    const inside = [...after.data].filter((_, at) => (at % 9) ** 2 + Math.floor(at / 9) ** 2 <= 25).length;
    expect(countChangedOutside(before, after, drawn, 5)).toBe(81 - inside);
  });

  it("counts every change where nothing was drawn", () => {
    const before: Raster = { width: 3, height: 3, channels: 1, data: new Uint8Array(9) };
    const after: Raster = { ...before, data: new Uint8Array(9).fill(7) };
    expect(countChangedOutside(before, after, { width: 3, height: 3, data: new Uint8Array(9) }, 30)).toBe(9);
  });

  it("refuses to compare pictures that differ in size or depth", () => {
    const one: Raster = { width: 2, height: 2, channels: 1, data: new Uint8Array(4) };
    const mask = { width: 2, height: 2, data: new Uint8Array(4) };
    expect(() => countChangedOutside(one, { ...one, width: 1, height: 4 }, mask, 0)).toThrow(RangeError);
    expect(() => countChangedOutside(one, { ...one, data: new Uint16Array(4) }, mask, 0)).toThrow(RangeError);
  });
});

function searchEverywhere(before: Raster, after: Raster, drawn: Uint8Array, radius: number): number {
  const { width, channels } = before;
  let count = 0;
  for (let at = 0; at < drawn.length; at++) {
    const own = [...before.data.slice(at * channels, (at + 1) * channels)];
    const other = [...after.data.slice(at * channels, (at + 1) * channels)];
    if (own.join() === other.join()) continue;
    const isNear = drawn.some((value, site) => {
      const [dx, dy] = [(site % width) - (at % width), Math.floor(site / width) - Math.floor(at / width)];
      return value > 0 && dx * dx + dy * dy <= radius * radius;
    });
    if (!isNear) count++;
  }
  return count;
}
