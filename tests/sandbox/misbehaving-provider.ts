import sharp from "sharp";
import type { Model, Provider, ProviderCall, ProviderResult } from "#lib/providers/provider.ts";

/**
 * A provider that answers in every wrong way a hosted model has been seen to: each of its models has one fault. What
 * is asked of it is checked strictly, so that it also proves what the pipeline sends.
 */
export function createMisbehavingProvider(): Provider {
  return {
    id: "stand-in",
    name: "Stand-in",
    models: Object.keys(ANSWERS).map((name) => declare(name as Fault)),
    availability: () => ({ available: true }),
    edit: async (call) => {
      await assertAsDeclared(call);
      const fault = call.model.id.split("/")[1] as Fault;
      return { image: await ANSWERS[fault](call), warnings: [], requestId: null, costMicroUsd: null };
    },
  };
}

export type Fault =
  | "noise"
  | "wrong-size"
  | "wrong-shape"
  | "truncated"
  | "nothing"
  | "text"
  | "hangs"
  | "deaf"
  | "throws";

const ANSWERS: Record<Fault, (call: ProviderCall) => Promise<ProviderResult["image"]>> = {
  noise: async ({ width, height }) => encoded(await noisePng(width, height)),
  // Same shape, other size, as models that only know their own sizes answer.
  "wrong-size": async ({ width, height }) => encoded(await noisePng(Math.round(width / 2), Math.round(height / 2))),
  "wrong-shape": async ({ width, height }) => encoded(await noisePng(width, Math.ceil(height / 2))),
  truncated: async ({ width, height }) => {
    const png = await noisePng(width, height);
    return encoded(png.subarray(0, png.length >> 1));
  },
  nothing: async () => encoded(new Uint8Array(0)),
  text: async () => encoded(new TextEncoder().encode('{"error":"overloaded"}')),
  hangs: ({ signal }) =>
    new Promise((_, reject) => {
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    }),
  // Neither answers nor listens: not even the signal's end settles it.
  deaf: () => new Promise(() => {}),
  throws: async () => {
    throw new Error("socket hang up");
  },
};

const DEADLINE_MILLIS: Partial<Record<Fault, number>> = { hangs: 10_000, deaf: 2_000 };

function declare(name: Fault): Model {
  return {
    id: `stand-in/${name}`,
    name,
    description: "Answers wrongly.",
    operations: ["erase", "inpaint"],
    image: {
      formats: ["png"],
      maxBytes: 20_000_000,
      minSide: 64,
      maxSide: 2048,
      minPixels: 64 * 64,
      maxPixels: 2048 * 2048,
      maxRatio: 2,
      multipleOf: 8,
      preferredPixels: 1024 * 1024,
    },
    mask: { channel: "luminance", polarity: "255-repaints", soft: false, maxBytes: 4_000_000, required: true },
    prompt: { use: "optional", maxCharacters: 500 },
    price: { baseTokens: 2, tokensPerMegapixel: 0 },
    options: [],
    maxReferences: 0,
    execution: "sync",
    streaming: false,
    feather: "ours",
    repeatable: true,
    deadlineMillis: DEADLINE_MILLIS[name] ?? 30_000,
  };
}

const encoded = (bytes: Uint8Array): ProviderResult["image"] => ({ bytes, format: "encoded" });

function noisePng(width: number, height: number): Promise<Uint8Array> {
  const data = new Uint8Array(width * height * 3);
  // A linear congruential generator: noise that is the same in every run.
  for (let at = 0, seed = 1; at < data.length; at++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    data[at] = seed >>> 24;
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

/** What was sent must be exactly what the model declares. */
async function assertAsDeclared({ model, image, mask, width, height }: ProviderCall): Promise<void> {
  const { minSide, maxSide, maxPixels, maxRatio, multipleOf, maxBytes } = model.image;
  const picture = await sharp(image.bytes).metadata();
  const stencil = await sharp(mask ?? new Uint8Array(0)).metadata();
  const levels = new Set(
    await sharp(mask ?? new Uint8Array(0))
      .toColourspace("b-w")
      .raw()
      .toBuffer(),
  );
  const checks = {
    format: picture.format === "png" && stencil.format === "png" && stencil.channels === 1,
    size: picture.width === width && picture.height === height,
    maskSize: stencil.width === width && stencil.height === height,
    sides: Math.min(width, height) >= minSide && Math.max(width, height) <= maxSide && width * height <= maxPixels,
    ratio: Math.max(width / height, height / width) <= maxRatio,
    multiple: width % multipleOf === 0 && height % multipleOf === 0,
    bytes: image.bytes.length <= maxBytes,
    binary: levels.size <= 2 && [...levels].every((level) => level === 0 || level === 255) && levels.has(255),
  };
  const broken = Object.entries(checks).filter(([, holds]) => !holds);
  if (broken.length > 0) throw new Error(`sent against the declaration: ${broken.map(([name]) => name).join(", ")}`);
}
