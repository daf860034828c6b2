import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cropRaster, type Raster, toModelPixels } from "#lib/domain/raster.ts";
import { channelsAndDepth, rasterOf, rectIn, smallSize } from "./arbitraries.ts";

const anyRaster = fc
  .tuple(smallSize, channelsAndDepth)
  .chain(([size, { channels, depth }]) => rasterOf(size, channels, depth));

describe("a cropped raster", () => {
  it("keeps channels, depth and every sample under the rectangle", () => {
    const rasterAndRect = anyRaster.chain((raster) => fc.tuple(fc.constant(raster), rectIn(raster)));
    fc.assert(
      fc.property(rasterAndRect, ([raster, rect]) => {
        const cropped = cropRaster(raster, rect);
        expect(cropped.channels).toBe(raster.channels);
        expect(cropped.data.constructor).toBe(raster.data.constructor);
        for (let y = 0; y < rect.height; y++) {
          const from = ((rect.y + y) * raster.width + rect.x) * raster.channels;
          const row = rect.width * raster.channels;
          expect(cropped.data.slice(y * row, (y + 1) * row)).toEqual(raster.data.slice(from, from + row));
        }
      }),
    );
  });
});

describe("what a model sees", () => {
  it("is the picture itself where that is opaque 8-bit RGB", () => {
    fc.assert(
      fc.property(
        smallSize.chain((size) => rasterOf(size, 3, 8)),
        (raster) => {
          expect(toModelPixels(raster)).toEqual(raster);
        },
      ),
    );
  });

  it("is grey in three channels, 16 bits rounded to 8, and transparency over white", () => {
    const pixel = (channels: Raster["channels"], data: Raster["data"]) => [
      ...toModelPixels({ width: 1, height: 1, channels, data }).data,
    ];
    expect(pixel(1, Uint8Array.of(77))).toEqual([77, 77, 77]);
    expect(pixel(2, Uint8Array.of(0, 0))).toEqual([255, 255, 255]);
    expect(pixel(3, Uint16Array.of(65_535, 257, 128))).toEqual([255, 1, 0]);
    expect(pixel(4, Uint8Array.of(200, 100, 0, 51))).toEqual([244, 224, 204]);
    expect(pixel(4, Uint16Array.of(65_535, 0, 257, 65_535))).toEqual([255, 0, 1]);
  });
});
