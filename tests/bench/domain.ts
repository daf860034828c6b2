import { colourMatch } from "#lib/domain/colour-match.ts";
import { effectiveMask } from "#lib/domain/effective-mask.ts";
import { maskBounds } from "#lib/domain/mask.ts";
import { encodeMask, fitMask, type MaskEncoding } from "#lib/domain/mask-encoding.ts";
import { applyPatch, cutPatch } from "#lib/domain/patch.ts";
import { type Raster, type Size, toModelPixels } from "#lib/domain/raster.ts";
import { spreadFor } from "#lib/domain/spread.ts";
import { countChangedOutside } from "#lib/domain/verify.ts";
import { disc } from "./disc.ts";

const SIZES: readonly Size[] = [
  { width: 1024, height: 1024 },
  { width: 4000, height: 3000 },
  { width: 12_000, height: 8333 },
];
const RUNS = 3;
const ENCODING: MaskEncoding = {
  channel: "alpha",
  polarity: "255-keeps",
  soft: false,
  maxBytes: Number.MAX_SAFE_INTEGER,
  required: true,
};

/**
 * Time and throughput of every pixel rule over a whole window whose mask is a disc of a third of its width, beside the
 * floor: copying the same mask byte by byte. Prints a table; the best of three runs.
 */
function benchDomain(): void {
  for (const size of SIZES) {
    console.log(`\nPixel rules, ${size.width} × ${size.height} window (RGB, 8 bits)`);
    console.table(Object.fromEntries(measure(size)));
  }
}

function measure(size: Size): [string, { milliseconds: number; "megapixels per second": number }][] {
  const drawn = disc(size);
  const bounds = maskBounds(drawn);
  if (bounds === null) throw new Error("The disc is empty");
  const spread = spreadFor(size, bounds);
  const base = texture(size, 1);
  const painted = texture(size, 2);
  const effective = effectiveMask(drawn, spread);
  const correction = colourMatch(painted, base, effective);
  const patch = cutPatch(base, painted, effective, correction);
  const after = { ...base, data: base.data.slice() };
  applyPatch(after, patch.raster, patch.rect);

  const rules: Record<string, () => unknown> = {
    "copy a mask (floor)": () => copyByByte(drawn.data),
    "mask bounds": () => maskBounds(drawn),
    "effective mask": () => effectiveMask(drawn, spread),
    "fit mask to the sent size": () =>
      fitMask(effective, { sent: { width: 1024, height: 1024 }, placed: { x: 0, y: 0, width: 1024, height: 1024 } }),
    "encode mask as RGBA": () => encodeMask(effective, ENCODING),
    "model pixels": () => toModelPixels(base),
    "colour match": () => colourMatch(painted, base, effective),
    "cut patch": () => cutPatch(base, painted, effective, correction),
    "apply patch": () => applyPatch(after, patch.raster, patch.rect),
    "count changes outside": () => countChangedOutside(base, after, drawn, spread.spreadPixels),
  };
  return Object.entries(rules).map(([name, rule]) => {
    const milliseconds = best(rule);
    const rate = (size.width * size.height) / 1000 / milliseconds;
    return [name, { milliseconds: round(milliseconds), "megapixels per second": round(rate) }];
  });
}

function best(rule: () => unknown): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    rule();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}

const round = (value: number) => Math.round(value * 10) / 10;

function copyByByte(from: Uint8Array): Uint8Array {
  const to = new Uint8Array(from.length);
  for (let at = 0; at < from.length; at++) to[at] = from[at] as number;
  return to;
}

function texture({ width, height }: Size, seed: number): Raster<Uint8Array> {
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < data.length; at++) data[at] = (at * 31 + ((at / 3) % width) * seed) & 255;
  return { width, height, channels: 3, data };
}

benchDomain();
