import type { Model } from "#lib/providers/provider.ts";

/** What tests of everything around models need of one: it erases, and takes pictures of any shape and a binary mask. */
export const PLAIN_MODEL = {
  description: "Does as it is told.",
  operations: ["erase"],
  image: {
    formats: ["png"],
    maxBytes: 20_000_000,
    minSide: 64,
    maxSide: 2048,
    minPixels: 64 * 64,
    maxPixels: 2048 * 2048,
    maxRatio: 4,
    multipleOf: 1,
    preferredPixels: 1024 * 1024,
  },
  mask: { channel: "luminance", polarity: "255-repaints", soft: false, maxBytes: 4_000_000, required: true },
  prompt: { use: "ignored" },
  options: [],
  maxReferences: 0,
  execution: "sync",
  streaming: false,
  feather: "ours",
  repeatable: true,
  deadlineMillis: 60_000,
} as const satisfies Omit<Model, "id" | "name" | "price">;
