import type { PictureInput } from "./fill.ts";

/** A colour of the background, and how much its pixels stray from it. */
interface Colour {
  readonly rgb: readonly [number, number, number];
  readonly deviation: number;
}

/** How unlike the background a colour is: up to 1 it passes for it. */
export type Unlikeness = (red: number, green: number, blue: number) => number;

/** More would follow the grain of a plain background; fewer would miss one that is lit unevenly. */
const CLUSTERS = 6;
const ROUNDS = 8;
/** Of the shorter side: how wide the border is that is looked at. */
const BORDER_PART = 0.02;
const MAX_SAMPLES = 8192;
/** A colour with less of the border than this is something that reaches into it. */
const LEAST_SHARE = 0.04;
/** In levels, beside three deviations: noise that is no other colour. */
const TOLERANCE = 10;

interface Sample {
  readonly rgb: readonly [number, number, number];
  readonly side: number;
}

/**
 * The colours of a plain background, from the picture's border: its main colours, but none that is seen on one side
 * only, as the shoulders of a portrait are.
 */
export function learnBackground(picture: PictureInput): Unlikeness {
  const samples = sampleBorder(picture);
  const clusters = cluster(samples.map(({ rgb }) => rgb));
  const colours = clusters
    .map((centre) => describe(centre, clusters, samples))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
  const kept = colours.filter(({ share, sides }) => share >= LEAST_SHARE && sides >= 2);
  const background: readonly Colour[] = kept.length > 0 ? kept : colours.slice(0, 1);
  return (red, green, blue) => {
    let least = Number.POSITIVE_INFINITY;
    for (const { rgb, deviation } of background) {
      const distance = Math.hypot(red - rgb[0], green - rgb[1], blue - rgb[2]);
      least = Math.min(least, distance / (TOLERANCE + 3 * deviation));
    }
    return least;
  };
}

function sampleBorder({ width, height, pixels }: PictureInput): Sample[] {
  const depth = Math.max(1, Math.round(Math.min(width, height) * BORDER_PART));
  const stride = Math.max(1, Math.floor((2 * (width + height) * depth) / MAX_SAMPLES));
  const samples: Sample[] = [];
  let seen = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const distances = [y, width - 1 - x, height - 1 - y, x];
      const nearest = Math.min(...distances);
      if (nearest >= depth) {
        x = width - depth - 1;
        continue;
      }
      if (seen++ % stride !== 0) continue;
      const at = (y * width + x) * 3;
      const rgb = [pixels[at] as number, pixels[at + 1] as number, pixels[at + 2] as number] as const;
      samples.push({ rgb, side: distances.indexOf(nearest) });
    }
  }
  return samples;
}

type Rgb = readonly [number, number, number];

/** Lloyd's algorithm, begun with the colours that are farthest apart, so that it always ends the same way. */
function cluster(colours: readonly Rgb[]): Rgb[] {
  let centres: Rgb[] = [meanOf(colours)];
  while (centres.length < CLUSTERS) {
    const farthest = colours.reduce((a, b) => (nearest(b, centres).distance > nearest(a, centres).distance ? b : a));
    if (nearest(farthest, centres).distance < TOLERANCE) break;
    centres.push(farthest);
  }
  for (let round = 0; round < ROUNDS; round++) {
    const members = Map.groupBy(colours, (colour) => nearest(colour, centres).index);
    centres = centres.map((centre, index) => {
      const own = members.get(index);
      return own ? meanOf(own) : centre;
    });
  }
  return centres;
}

function describe(centre: Rgb, centres: readonly Rgb[], samples: readonly Sample[]) {
  const own = samples.filter(({ rgb }) => centres[nearest(rgb, centres).index] === centre);
  const squares = own.reduce((sum, { rgb }) => sum + distanceOf(rgb, centre) ** 2, 0);
  const perSide = [0, 1, 2, 3].map((side) => own.filter((sample) => sample.side === side).length);
  return {
    rgb: centre,
    deviation: own.length === 0 ? 0 : Math.sqrt(squares / own.length),
    share: own.length / samples.length,
    // A few stray pixels on a side do not count.
    sides: perSide.filter((count) => count > own.length * 0.05).length,
  };
}

function nearest(colour: Rgb, centres: readonly Rgb[]): { index: number; distance: number } {
  let best = { index: 0, distance: Number.POSITIVE_INFINITY };
  for (const [index, centre] of centres.entries()) {
    const distance = distanceOf(colour, centre);
    if (distance < best.distance) best = { index, distance };
  }
  return best;
}

const distanceOf = (a: Rgb, b: Rgb) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

function meanOf(colours: readonly Rgb[]): Rgb {
  const sums = [0, 0, 0];
  for (const colour of colours) for (let c = 0; c < 3; c++) sums[c] = (sums[c] as number) + (colour[c] as number);
  return sums.map((sum) => sum / colours.length) as unknown as Rgb;
}
