import type { ModelInfo } from "#lib/contracts/model.ts";

/** A usable model that erases and needs a mask. */
export function modelSample(id: string, changes: Partial<ModelInfo> = {}): ModelInfo {
  return {
    id,
    provider: "Provider",
    name: id,
    description: "",
    operations: ["erase"],
    limits: { minSide: 64, maxSide: 2048, maxPixels: 4_194_304 },
    mask: { channel: "raw", polarity: "255-repaints", soft: true, required: true },
    prompt: { use: "ignored", maxCharacters: null, orReference: false },
    options: [],
    price: { baseTokens: 1, tokensPerMegapixel: 0, multiplier: null, marginPercent: 0 },
    minReferences: 0,
    maxReferences: 0,
    outpaint: null,
    upscale: null,
    execution: "sync",
    streaming: false,
    measured: null,
    available: true,
    unavailable: null,
    unavailableReason: null,
    ...changes,
  };
}
