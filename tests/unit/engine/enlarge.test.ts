import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { enlarge } from "#lib/engine/enlarge.ts";
import { makeSamples8 } from "#tests/fixtures/samples.ts";

const enlarged = (width: number, height: number, pixels: Uint8Array, scale: number) =>
  enlarge({ width, height, pixels }, scale, () => {});

describe("plain resampling", () => {
  test("keeps a plain colour exactly, at any size and factor", () => {
    fc.assert(
      fc.property(
        fc.record({ width: fc.integer({ min: 1, max: 20 }), height: fc.integer({ min: 1, max: 20 }) }),
        fc.integer({ min: 2, max: 4 }),
        fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)),
        ({ width, height }, scale, colour) => {
          const pixels = Uint8Array.from({ length: width * height * 3 }, (_, at) => colour[at % 3] as number);
          const result = enlarged(width, height, pixels, scale);
          expect(result).toHaveLength(width * height * scale * scale * 3);
          expect(result.every((value, at) => value === colour[at % 3])).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("turns with the picture: a mirrored one gives the mirrored result", () => {
    const { width, height, data } = makeSamples8(17, 9, 3);
    const mirrored = (pixels: Uint8Array, across: number) =>
      Uint8Array.from(pixels, (_, at) => {
        const pixel = Math.floor(at / 3);
        return pixels[(pixel - (pixel % across) + across - 1 - (pixel % across)) * 3 + (at % 3)] as number;
      });
    expect(enlarged(width, height, mirrored(data, width), 3)).toEqual(
      mirrored(enlarged(width, height, data, 3), width * 3),
    );
  });

  test("puts between the pixels what lies between them: a wave goes on as a wave", () => {
    const [width, height, scale] = [60, 40, 4];
    // Where pixels have whole coordinates in the middle, so that the enlarged one lies on the same wave.
    const wave = (x: number, y: number) => 128 + 60 * Math.sin(x / 3) + 40 * Math.cos(y / 2.5);
    const pixels = Uint8Array.from({ length: width * height * 3 }, (_, at) => {
      const pixel = Math.floor(at / 3);
      return Math.round(wave(pixel % width, Math.floor(pixel / width)));
    });
    const result = enlarged(width, height, pixels, scale);
    let most = 0;
    for (let y = 16; y < height * scale - 16; y++) {
      for (let x = 16; x < width * scale - 16; x++) {
        const expected = wave((x + 0.5) / scale - 0.5, (y + 0.5) / scale - 0.5);
        most = Math.max(most, Math.abs((result[(y * width * scale + x) * 3] as number) - expected));
      }
    }
    expect(most).toBeLessThan(4);
  });
});
