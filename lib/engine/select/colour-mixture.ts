/** How unlikely a colour (three samples at `at`) is under a mixture: minus the logarithm of its density. */
export type Unlikelihood = (samples: Uint8Array, at: number) => number;

/** As many as the authors of GrabCut found enough for one side of a picture. */
const COMPONENTS = 5;
const ROUNDS = 4;
/** Added to each variance, in levels squared: a flat colour has none, and photos have grain. */
const LEAST_VARIANCE = 4;

/**
 * Learns the colours of some pixels as a mixture of Gaussians, hard assignments, begun with the pixels split again and
 * again along the widest channel, so that it always ends the same way.
 *
 * @param pixels indexes of pixels in interleaved RGB `samples`; at least one.
 */
export function learnMixture(samples: Uint8Array, pixels: Int32Array): Unlikelihood {
  let components = splitWidest(samples, pixels).map((members) => describe(samples, members, pixels.length));
  for (let round = 0; round < ROUNDS; round++) {
    const members = components.map((): number[] => []);
    for (const pixel of pixels) members[likeliest(components, samples, pixel * 3)]?.push(pixel);
    components = members
      .filter((own) => own.length > 0)
      .map((own) => describe(samples, Int32Array.from(own), pixels.length));
  }
  return (data, at) => {
    let density = 0;
    for (const component of components) density += Math.exp(logDensity(component, data, at));
    return -Math.log(Math.max(density, Number.MIN_VALUE));
  };
}

interface Component {
  readonly mean: readonly [number, number, number];
  /** Upper triangle of the inverse covariance: rr, rg, rb, gg, gb, bb. */
  readonly inverse: readonly [number, number, number, number, number, number];
  /** Logarithm of share and normalisation. */
  readonly constant: number;
}

function splitWidest(samples: Uint8Array, pixels: Int32Array): Int32Array[] {
  const groups = [pixels];
  while (groups.length < COMPONENTS) {
    const widths = groups.map((group) => widest(samples, group));
    const index = widths.reduce((best, { spread }, i) => (spread > (widths[best]?.spread ?? 0) ? i : best), 0);
    const { channel, mean, spread } = widths[index] as ReturnType<typeof widest>;
    if (spread === 0) break;
    const group = groups[index] as Int32Array;
    const isAbove = (pixel: number) => (samples[pixel * 3 + channel] as number) > mean;
    groups.splice(
      index,
      1,
      group.filter(isAbove),
      group.filter((pixel) => !isAbove(pixel)),
    );
  }
  return groups.filter((group) => group.length > 0);
}

/** The channel that varies most, and its sum of squares about the mean. */
function widest(samples: Uint8Array, group: Int32Array) {
  let best = { channel: 0, mean: 0, spread: 0 };
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0;
    let squares = 0;
    for (const pixel of group) {
      const sample = samples[pixel * 3 + channel] as number;
      sum += sample;
      squares += sample * sample;
    }
    const mean = sum / group.length;
    const spread = Math.round(squares - sum * mean);
    if (spread > best.spread) best = { channel, mean, spread };
  }
  return best;
}

function describe(samples: Uint8Array, members: Int32Array, total: number): Component {
  let [r, g, b, rr, rg, rb, gg, gb, bb] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (const pixel of members) {
    const [red, green, blue] = [samples[pixel * 3]!, samples[pixel * 3 + 1]!, samples[pixel * 3 + 2]!];
    r += red;
    g += green;
    b += blue;
    rr += red * red;
    rg += red * green;
    rb += red * blue;
    gg += green * green;
    gb += green * blue;
    bb += blue * blue;
  }
  const n = members.length;
  [r, g, b] = [r / n, g / n, b / n];
  rr = rr / n - r * r + LEAST_VARIANCE;
  gg = gg / n - g * g + LEAST_VARIANCE;
  bb = bb / n - b * b + LEAST_VARIANCE;
  rg = rg / n - r * g;
  rb = rb / n - r * b;
  gb = gb / n - g * b;
  const determinant = rr * (gg * bb - gb * gb) - rg * (rg * bb - gb * rb) + rb * (rg * gb - gg * rb);
  const over = (value: number) => value / determinant;
  return {
    mean: [r, g, b],
    inverse: [
      over(gg * bb - gb * gb),
      over(rb * gb - rg * bb),
      over(rg * gb - rb * gg),
      over(rr * bb - rb * rb),
      over(rb * rg - rr * gb),
      over(rr * gg - rg * rg),
    ],
    constant: Math.log(n / total) - 0.5 * Math.log(determinant),
  };
}

function likeliest(components: readonly Component[], samples: Uint8Array, at: number): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < components.length; index++) {
    const density = logDensity(components[index] as Component, samples, at);
    if (density > most) [best, most] = [index, density];
  }
  return best;
}

function logDensity({ mean, inverse, constant }: Component, samples: Uint8Array, at: number): number {
  const r = samples[at]! - mean[0];
  const g = samples[at + 1]! - mean[1];
  const b = samples[at + 2]! - mean[2];
  const [rr, rg, rb, gg, gb, bb] = inverse;
  return constant - 0.5 * (r * r * rr + g * g * gg + b * b * bb) - r * g * rg - r * b * rb - g * b * gb;
}
