import sharp from "sharp";
import { RepaintError } from "#lib/domain/error.ts";
import type { EncodedImage, Model, Provider, ProviderCall, ProviderResult } from "#lib/providers/provider.ts";

/** What a model was asked, for tests to look at. */
export interface Asked {
  readonly model: string;
  readonly call: ProviderCall;
}

export interface WholePictureProvider {
  readonly create: () => Provider;
  readonly asked: Asked[];
  /** Lets the streaming model finish; until then it shows `previews`, one at each call. */
  readonly release: () => void;
  readonly showNext: (bytes: Uint8Array) => void;
}

/**
 * Models for the operations that are not a marked region laid over the picture. What they paint is noise everywhere, so
 * whatever stays the same was kept by Repaint.
 */
export function createWholePictureProvider(): WholePictureProvider {
  const asked: Asked[] = [];
  const released = Promise.withResolvers<void>();
  const running = new Set<ProviderCall>();
  const answers: Record<string, (call: ProviderCall) => Promise<Uint8Array>> = {
    edges: ({ width, height, expand }) => {
      if (!expand) throw new Error("not told how far to extend");
      return noisePng(width + expand.left + expand.right, height + expand.top + expand.bottom, 3);
    },
    padding: async ({ width, height, mask }) => {
      if (!mask) throw new Error("no mask of what is new");
      return noisePng(width, height, 3);
    },
    enlarge: ({ width, height, scale }) => noisePng(width * (scale ?? 0), height * (scale ?? 0), 3),
    cut: ({ width, height }) => noisePng(width, height, 4),
    paint: ({ width, height }) => noisePng(width, height, 3),
    masked: ({ width, height }) => noisePng(width, height, 3),
    stream: async (call) => {
      running.add(call);
      call.signal.throwIfAborted();
      const aborted = new Promise<never>((_, reject) => {
        call.signal.addEventListener("abort", () => reject(call.signal.reason), { once: true });
      });
      await Promise.race([released.promise, aborted]);
      running.delete(call);
      return noisePng(call.width, call.height, 3);
    },
    moderates: async () => {
      throw new RepaintError("moderated", { moderation: { side: "output", category: "violence" } });
    },
  };
  return {
    asked,
    release: released.resolve,
    showNext: (bytes) => {
      for (const call of running) call.onPreview(bytes);
    },
    create: () => ({
      id: "whole",
      name: "Whole pictures",
      models: MODELS,
      availability: () => ({ available: true }),
      edit: async (call) => {
        const model = call.model.id.split("/")[1] as string;
        asked.push({ model, call });
        await assertAsDeclared(call);
        const bytes = await (answers[model] as (call: ProviderCall) => Promise<Uint8Array>)(call);
        return {
          image: { bytes, format: "encoded" },
          warnings: [],
          requestId: null,
          costMicroUsd: null,
        } as ProviderResult;
      },
    }),
  };
}

const COMMON = {
  description: "Paints noise.",
  image: {
    formats: ["png"],
    maxBytes: 20_000_000,
    minSide: 64,
    maxSide: 1024,
    minPixels: 4096,
    maxPixels: 512 * 512,
    maxRatio: 3,
    multipleOf: 8,
    preferredPixels: 512 * 512,
  },
  mask: { channel: "none", polarity: "255-repaints", soft: false, maxBytes: 1, required: false },
  prompt: { use: "optional", maxCharacters: 500 },
  options: [],
  maxReferences: 0,
  execution: "sync",
  streaming: false,
  feather: "ours",
  price: { baseTokens: 2, tokensPerMegapixel: 0 },
  repeatable: true,
  deadlineMillis: 30_000,
} as const satisfies Partial<Model>;
const MASKED = { channel: "luminance", polarity: "255-repaints", soft: false, maxBytes: 4_000_000 } as const;

const MODELS: readonly Model[] = [
  { ...COMMON, id: "whole/edges", name: "Edges", operations: ["outpaint"], outpaint: { by: "edges", maxPerSide: 512 } },
  {
    ...COMMON,
    id: "whole/padding",
    name: "Padding",
    operations: ["outpaint"],
    outpaint: { by: "padding" },
    mask: { ...MASKED, required: true },
  },
  {
    ...COMMON,
    id: "whole/enlarge",
    name: "Enlarger",
    operations: ["upscale"],
    upscale: { maxFactor: 3, maxResultPixels: 1_500_000 },
  },
  { ...COMMON, id: "whole/cut", name: "Cutter", operations: ["remove-background"] },
  {
    ...COMMON,
    id: "whole/paint",
    name: "Painter",
    operations: ["restyle", "recolor", "replace-background"],
    maxReferences: 2,
    options: [
      { type: "number", name: "seed", label: "Seed", min: 0, max: 10, step: 1, default: null },
      {
        type: "choice",
        name: "quality",
        label: "Quality",
        choices: [
          { value: "low", label: "Low" },
          { value: "high", label: "High" },
        ],
        default: "low",
      },
    ],
    price: { baseTokens: 2, tokensPerMegapixel: 0, multiplier: { option: "quality", factors: { high: 3 } } },
  },
  {
    ...COMMON,
    id: "whole/masked",
    name: "Masked",
    operations: ["restyle", "erase"],
    mask: { ...MASKED, required: true },
  },
  { ...COMMON, id: "whole/stream", name: "Streamer", operations: ["restyle"], streaming: true },
  { ...COMMON, id: "whole/moderates", name: "Censor", operations: ["restyle"] },
];

/** The same in every run. With four channels the left half is transparent. */
export function noisePng(width: number, height: number, channels: 3 | 4): Promise<Uint8Array> {
  const data = new Uint8Array(width * height * channels);
  for (let at = 0, seed = 1; at < data.length; at++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const isAlpha = channels === 4 && at % 4 === 3;
    data[at] = isAlpha ? (((at - 3) / 4) % width < width / 2 ? 0 : 255) : seed >>> 24;
  }
  return sharp(data, { raw: { width, height, channels } }).png({ compressionLevel: 1 }).toBuffer();
}

async function assertAsDeclared({ model, operation, image, width, height, references }: ProviderCall): Promise<void> {
  const { minSide, maxSide, maxPixels, maxRatio, multipleOf } = model.image;
  const picture = await sharp(image.bytes).metadata();
  const checks = {
    operation: model.operations.includes(operation),
    size: picture.width === width && picture.height === height,
    sides: Math.min(width, height) >= minSide && Math.max(width, height) <= maxSide && width * height <= maxPixels,
    ratio: Math.max(width / height, height / width) <= maxRatio,
    multiple: width % multipleOf === 0 && height % multipleOf === 0,
    references:
      references.length <= model.maxReferences && (await Promise.all(references.map(isReference))).every(Boolean),
  };
  const broken = Object.entries(checks).filter(([, holds]) => !holds);
  if (broken.length > 0) throw new Error(`sent against the declaration: ${broken.map(([name]) => name).join(", ")}`);
}

async function isReference({ bytes, format }: EncodedImage): Promise<boolean> {
  const { width, height, format: stored } = await sharp(bytes).metadata();
  return format === "png" && stored === "png" && Math.max(width, height) <= 2048;
}
