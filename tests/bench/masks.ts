import sharp, { type Sharp } from "sharp";
import { encodeMask, type MaskEncoding } from "#lib/domain/mask-encoding.ts";
import type { Mask, Size } from "#lib/domain/raster.ts";
import { disc } from "./disc.ts";

const SIZES: readonly Size[] = [
  { width: 6000, height: 4000 },
  { width: 12_000, height: 8333 },
];
const RUNS = 3;

const encoding = (
  channel: MaskEncoding["channel"],
  polarity: MaskEncoding["polarity"],
  soft: boolean,
): MaskEncoding => ({ channel, polarity, soft, maxBytes: Number.MAX_SAFE_INTEGER, required: true });

/** The encodings that providers ask for, each with the same conversion as sharp would be told to do it. */
const CONVERSIONS: readonly { name: string; encoding: MaskEncoding; bySharp: (grey: Sharp) => Sharp }[] = [
  {
    name: "grey, soft, white repaints (Stability)",
    encoding: encoding("luminance", "255-repaints", true),
    bySharp: (grey) => grey,
  },
  {
    name: "grey, binary, white repaints (Recraft, BFL)",
    encoding: encoding("luminance", "255-repaints", false),
    bySharp: (grey) => grey.threshold(1),
  },
  {
    name: "grey, binary, black repaints (Ideogram)",
    encoding: encoding("luminance", "255-keeps", false),
    bySharp: (grey) => grey.threshold(1).negate(),
  },
  {
    name: "RGBA, transparent repaints (OpenAI)",
    encoding: encoding("alpha", "255-keeps", false),
    bySharp: (grey) => grey.threshold(1).negate(),
  },
];

/**
 * Throughput of the mask encoders beside a plain copy of the same memory and beside sharp doing the same conversion on
 * raw pixels. For RGBA sharp joins the converted channel four times. Prints a table; the best of three runs.
 */
async function benchMasks(): Promise<void> {
  for (const size of SIZES) {
    const mask = disc(size);
    console.log(`\nMask encoders, ${size.width} × ${size.height}, megapixels per second`);
    const rows: Record<string, Record<string, number>> = {};
    for (const conversion of CONVERSIONS) {
      const copy = await rate(size, () => mask.data.slice());
      const ours = await rate(size, () => encodeMask(mask, conversion.encoding));
      const theirs = await rate(size, () => withSharp(mask, conversion));
      rows[conversion.name] = { "memory copy": copy, sharp: theirs, ours, "ours ÷ sharp": round(ours / theirs) };
    }
    console.table(rows);
  }
}

async function withSharp({ width, height, data }: Mask, { encoding, bySharp }: (typeof CONVERSIONS)[number]) {
  const grey = bySharp(sharp(data, { raw: { width, height, channels: 1 } })).toColourspace("b-w");
  const channel = await grey.raw().toBuffer();
  if (encoding.channel !== "alpha") return channel;
  const raw = { raw: { width, height, channels: 1 as const } };
  return sharp(channel, raw).joinChannel([channel, channel, channel], raw).raw().toBuffer();
}

async function rate({ width, height }: Size, convert: () => unknown): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    await convert();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return round((width * height) / 1000 / shortest);
}

const round = (value: number) => Math.round(value * 10) / 10;

await benchMasks();
