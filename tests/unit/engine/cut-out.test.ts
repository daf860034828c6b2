import { describe, expect, test } from "vitest";
import { cutOut } from "#lib/engine/cut-out.ts";
import { makeRandom } from "#tests/fixtures/samples.ts";

type Rgb = readonly [number, number, number];

interface Scene {
  readonly size?: number;
  readonly background: (x: number, y: number) => Rgb;
  readonly subject?: Rgb;
  /** Share of the subject in a pixel, 0 to 1. */
  readonly share: (x: number, y: number) => number;
}

/** A subject in front of a background with the grain of a camera, and how much of each pixel is subject. */
function shoot({ size = 160, background, subject = [180, 60, 40], share }: Scene) {
  const random = makeRandom(size);
  const pixels = new Uint8Array(size * size * 3);
  const truth = new Float64Array(size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const part = share(x, y);
      truth[y * size + x] = part;
      const grain = (random() - 0.5) * 8;
      for (let c = 0; c < 3; c++) {
        const value = (subject[c] as number) * part + (background(x, y)[c] as number) * (1 - part);
        pixels[(y * size + x) * 3 + c] = Math.round(value + grain);
      }
    }
  }
  return { picture: { width: size, height: size, pixels }, truth };
}

const disc = (centre: number, radius: number) => (x: number, y: number) =>
  Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(x - centre, y - centre)));

function meanError(alpha: Uint8Array, truth: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < truth.length; at++)
    sum += Math.abs((alpha[at * 4 + 3] as number) / 255 - (truth[at] as number));
  return sum / truth.length;
}

describe("the local cut-out", () => {
  test.each<[string, Scene]>([
    ["on white", { background: () => [240, 240, 240], share: disc(80, 45) }],
    ["on a backdrop that is lit unevenly", { background: (x) => [90 + x / 3, 120 + x / 4, 160], share: disc(80, 45) }],
    [
      "that reaches into the picture from below",
      { background: () => [30, 60, 40], share: (x, y) => (x > 45 && x < 115 && y > 70 ? 1 : 0) },
    ],
  ])("finds a subject %s, and nothing else", (_, scene) => {
    const { picture, truth } = shoot(scene);
    const pixels = cutOut(picture);
    expect(meanError(pixels, truth)).toBeLessThan(0.01);
    expect(pixels[3]).toBe(0);
    expect(pixels[(100 * 160 + 80) * 4 + 3]).toBe(255);
  });

  test("makes the pixels of a soft edge as transparent as they are mixed", () => {
    const soft = (x: number, y: number) => Math.min(1, Math.max(0, (48 - Math.hypot(x - 80, y - 80)) / 4));
    const { picture, truth } = shoot({ background: () => [240, 240, 240], share: soft });
    const pixels = cutOut(picture);
    const mixed = [...truth.keys()].filter((at) => (truth[at] as number) > 0.3 && (truth[at] as number) < 0.7);
    const errors = mixed.map((at) => Math.abs((pixels[at * 4 + 3] as number) / 255 - (truth[at] as number)));
    expect(errors.reduce((sum, error) => sum + error) / errors.length).toBeLessThan(0.15);
  });

  test("changes no colour, not even of what it makes transparent", () => {
    const { picture } = shoot({ background: () => [240, 240, 240], share: disc(80, 45) });
    const pixels = cutOut(picture);
    expect(pixels.filter((_, at) => at % 4 !== 3)).toEqual(picture.pixels);
  });

  test("keeps what lies enclosed in the subject, though it has the background's colour", () => {
    const ring = (x: number, y: number) => disc(80, 50)(x, y) - disc(80, 20)(x, y);
    const { picture } = shoot({ background: () => [240, 240, 240], share: ring });
    expect(cutOut(picture)[(80 * 160 + 80) * 4 + 3]).toBe(255);
  });

  test("refuses a picture without a background to be told", () => {
    const { picture } = shoot({ background: () => [120, 130, 140], share: () => 0 });
    expect(() => cutOut(picture)).toThrow(expect.objectContaining({ code: "image_rejected" }));
  });
});
