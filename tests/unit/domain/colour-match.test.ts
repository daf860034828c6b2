import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { colourMatch } from "#lib/domain/colour-match.ts";
import type { Mask, Raster } from "#lib/domain/raster.ts";
import { channelsAndDepth, maskOf, rasterOf, smallSize } from "./arbitraries.ts";

const SIDE = 64;

/** A textured photo stand-in: gradients, waves and grain, all levels between 40 and 210. */
const photo: Raster<Uint8Array> = {
  width: SIDE,
  height: SIDE,
  channels: 3,
  data: Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, at) => {
    const [x, y, channel] = [Math.floor(at / 3) % SIDE, Math.floor(at / 3 / SIDE), at % 3];
    return 125 + 45 * Math.sin(x / 9 + channel) + 30 * Math.cos(y / 5) + ((x * 7 + y * 13) % 11) - 5;
  }),
};

const hole: Mask = {
  width: SIDE,
  height: SIDE,
  data: Uint8Array.from({ length: SIDE * SIDE }, (_, at) => {
    const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
    return x > 20 && x < 44 && y > 20 && y < 44 ? 255 : 0;
  }),
};

/** The photo with every level changed, and the hole repainted in flat magenta. */
function paintedAs(level: (value: number, channel: number, at: number) => number): Raster<Uint8Array> {
  const data = Uint8ClampedArray.from(photo.data, (value, at) =>
    hole.data[Math.floor(at / 3)] === 255 ? ([255, 0, 255][at % 3] as number) : level(value, at % 3, at),
  );
  return { ...photo, data: new Uint8Array(data.buffer) };
}

describe("the colour match", () => {
  it("leaves a result alone whose ring is already right, whatever was painted in the hole", () => {
    expect(
      colourMatch(
        paintedAs((value) => value),
        photo,
        hole,
      ),
    ).toBeNull();
  });

  it("undoes a shift and a change of contrast of the whole returned picture", () => {
    const correction = colourMatch(
      paintedAs((value, channel) => (value - 10 + 4 * channel) / 1.1),
      photo,
      hole,
    );
    expect(correction).toHaveLength(3);
    correction?.forEach(({ gain, offset }, channel) => {
      expect(gain).toBeCloseTo(1.1, 1);
      for (const level of [60, 120, 200]) {
        expect(Math.abs(gain * ((level - 10 + 4 * channel) / 1.1) + offset - level)).toBeLessThan(1.5);
      }
    });
  });

  it("does not turn blur, from scaling down and up again, into contrast", () => {
    const blurred = paintedAs((_, channel, at) => {
      const pixel = Math.floor(at / 3);
      let sum = 0;
      for (const step of [-3, -2, -1, 0, 1, 2, 3])
        sum += photo.data[Math.min(SIDE * SIDE - 1, Math.max(0, pixel + step)) * 3 + channel] as number;
      return sum / 7;
    });
    for (const { gain } of colourMatch(blurred, photo, hole) ?? []) expect(Math.abs(gain - 1)).toBeLessThan(0.05);
  });

  it("is not misled by a repainted spot in the ring", () => {
    const spotted = paintedAs((value, _, at) => ((at / 3) % SIDE < 16 ? 0 : value + 6));
    const correction = colourMatch(spotted, photo, hole);
    for (const { gain, offset } of correction ?? []) expect(Math.abs(gain * 126 + offset - 120)).toBeLessThan(1);
    expect(correction).not.toBeNull();
  });

  it("corrects nothing when the provider repainted the ring: noise, black, or another scene", () => {
    let seed = 1;
    const noise = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % 256;
    };
    expect(colourMatch(paintedAs(noise), photo, hole)).toBeNull();
    expect(
      colourMatch(
        paintedAs(() => 0),
        photo,
        hole,
      ),
    ).toBeNull();
    expect(
      colourMatch(
        paintedAs((value) => 255 - value),
        photo,
        hole,
      ),
    ).toBeNull();
  });

  it("corrects nothing when no untouched pixel is left to compare", () => {
    const all = { ...hole, data: new Uint8Array(SIDE * SIDE).fill(255) };
    expect(
      colourMatch(
        paintedAs((value) => value + 9),
        photo,
        all,
      ),
    ).toBeNull();
  });

  it("ignores transparent pixels, whose colours mean nothing", () => {
    const data = new Uint8Array(SIDE * SIDE * 4);
    for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
      const isTransparent = pixel % SIDE > 40;
      data.set(isTransparent ? [0, 0, 0, 0] : [...photo.data.slice(pixel * 3, pixel * 3 + 3), 255], pixel * 4);
    }
    const shifted = paintedAs((value) => value + 8);
    for (const { gain, offset } of colourMatch(shifted, { ...photo, channels: 4, data }, hole) ?? []) {
      expect(Math.abs(gain * 128 + offset - 120)).toBeLessThan(1);
    }
  });

  it("works on luma for grey pictures and on 16 bits alike", () => {
    const grey: Raster = {
      width: SIDE,
      height: SIDE,
      channels: 1,
      data: Uint16Array.from({ length: SIDE * SIDE }, (_, pixel) => (photo.data[pixel * 3] as number) * 257),
    };
    const painted = { ...photo, data: photo.data.map((_, at) => (photo.data[at - (at % 3)] as number) - 12) };
    const correction = colourMatch(painted, grey, hole);
    expect(correction).toHaveLength(1);
    expect(correction?.[0]?.gain).toBeCloseTo(1, 3);
    expect(correction?.[0]?.offset).toBeCloseTo(12, 0);
  });

  it("stays within its bounds for any input", () => {
    const anything = fc.tuple(smallSize, channelsAndDepth).chain(([size, { channels, depth }]) =>
      fc.record({
        base: rasterOf(size, channels, depth),
        painted: rasterOf(size, 3, 8) as fc.Arbitrary<Raster<Uint8Array>>,
        mask: maskOf(size),
      }),
    );
    fc.assert(
      fc.property(anything, ({ base, painted, mask }) => {
        for (const { gain, offset } of colourMatch(painted, base, mask) ?? []) {
          expect(gain).toBeGreaterThanOrEqual(0.8);
          expect(gain).toBeLessThanOrEqual(1.25);
          expect(Math.abs(offset)).toBeLessThanOrEqual(32 + 255 * 0.25);
        }
      }),
    );
  });
});
