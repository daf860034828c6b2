/** Red, green, blue and alpha, each 0 to 255, not premultiplied. */
export type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/** Black and white are this far apart. */
const BLACK_TO_WHITE = 100;
const COLOURS = 1 << 24;
const [UNKNOWN, NEAR, FAR] = [0, 1, 2];
const ROOTS = 4096;
/** Of sRGB bytes as light. */
const LIGHT = Float32Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});
/** Dark colours need the finest steps: the root is steepest there. */
const CUBE_ROOT = Float32Array.from({ length: ROOTS + 1 }, (_, index) => Math.cbrt((index / ROOTS) ** 2));

/**
 * Finds the pixels that look like one colour.
 *
 * Colours are compared as OKLab, where equal distances look about equally far apart
 * (https://bottosson.github.io/posts/oklab/). What is transparent has no colour: the less of two pixels is seen, the
 * less their colours count, and their alpha instead.
 */
export class ColourDistance {
  readonly #lab: readonly [number, number, number];
  readonly #alpha: number;
  readonly #limit: number;
  /** What is known of opaque colours: a photo has far fewer than pixels, and near ones lie near each other here. */
  readonly #known = new Uint8Array(COLOURS);

  /** `tolerance` is how far away a colour may be, 0 to 100. */
  constructor([red, green, blue, alpha]: Colour, tolerance: number) {
    this.#lab = labOf(red, green, blue);
    this.#alpha = alpha / 255;
    this.#limit = (tolerance / BLACK_TO_WHITE) ** 2;
  }

  /** 1 for each pixel of `rgba` that looks like the colour; 0 for the others. */
  match(rgba: Uint8ClampedArray): Uint8Array<ArrayBuffer> {
    const matches = new Uint8Array(rgba.length / 4);
    for (let pixel = 0, at = 0; pixel < matches.length; pixel++, at += 4) {
      if (rgba[at + 3] !== 255) {
        matches[pixel] = this.#isNear(rgba, at) ? 1 : 0;
        continue;
      }
      const colour = ((rgba[at] as number) << 16) | ((rgba[at + 1] as number) << 8) | (rgba[at + 2] as number);
      let known = this.#known[colour] as number;
      if (known === UNKNOWN) {
        known = this.#isNear(rgba, at) ? NEAR : FAR;
        this.#known[colour] = known;
      }
      matches[pixel] = known === NEAR ? 1 : 0;
    }
    return matches;
  }

  #isNear(rgba: Uint8ClampedArray, at: number): boolean {
    return this.#squared(rgba, at) <= this.#limit;
  }

  #squared(rgba: Uint8ClampedArray, at: number): number {
    const [l, a, b] = labOf(rgba[at] as number, rgba[at + 1] as number, rgba[at + 2] as number);
    const alpha = (rgba[at + 3] as number) / 255;
    const colour = (l - this.#lab[0]) ** 2 + (a - this.#lab[1]) ** 2 + (b - this.#lab[2]) ** 2;
    return colour * alpha * this.#alpha + (alpha - this.#alpha) ** 2;
  }
}

function labOf(redByte: number, greenByte: number, blueByte: number): readonly [number, number, number] {
  const [red, green, blue] = [LIGHT[redByte] as number, LIGHT[greenByte] as number, LIGHT[blueByte] as number];
  const l = root(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = root(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = root(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

const root = (light: number): number => CUBE_ROOT[Math.round(Math.sqrt(Math.min(1, light)) * ROOTS)] as number;
