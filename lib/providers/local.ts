import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { MAX_SIDE, MIN_SIDE } from "#lib/engine/fill.ts";
import type { Model, Provider, ProviderCall, ProviderResult, Warning } from "./provider.ts";
import type { ProviderSettings } from "./settings.ts";

/**
 * The engine that needs no key and no network. It runs in the worker; the web process only lists it, so the engine is
 * handed in and nothing here imports ONNX. Always available: where the model cannot run, the engine falls back to an
 * exemplar fill and says so in a warning.
 */
export function createLocalProvider({ env, engine }: ProviderSettings): Provider {
  const eraser: Model = {
    id: "local/migan",
    name: "Local eraser",
    description:
      "Removes what you marked and continues the surroundings. Runs on this server, needs no key, and cannot follow a description.",
    operations: ["erase", "inpaint"],
    image: {
      formats: ["raw"],
      maxBytes: MAX_PIXELS * 3,
      minSide: MIN_SIDE,
      maxSide: MAX_SIDE,
      minPixels: MIN_SIDE * MIN_SIDE,
      maxPixels: MAX_PIXELS,
      maxRatio: MAX_SIDE / MIN_SIDE,
      multipleOf: 1,
      // The engine copies fine texture from the photo itself, so it works best on the photo at its own scale.
      preferredPixels: MAX_PIXELS,
    },
    mask: { channel: "raw", polarity: "255-repaints", soft: true, maxBytes: MAX_PIXELS, required: true },
    prompt: { use: "ignored" },
    price: { baseTokens: env.LOCAL_EDIT_TOKENS, tokensPerMegapixel: 0 },
    options: [],
    maxReferences: 0,
    execution: "sync",
    streaming: false,
    feather: "ours",
    repeatable: true,
    deadlineMillis: 180_000,
  };

  return {
    id: "local",
    name: "This server",
    models: [eraser],
    availability: () => ({ available: true }),
    edit: async (call) => {
      if (!engine)
        throw new RepaintError("internal", { detail: "local/migan was called in a process without an engine" });
      if (call.image.format !== "raw" || !call.mask) {
        throw new RepaintError("internal", { detail: "local/migan takes raw pixels and a raw mask" });
      }
      const filled = await engine.fill(
        { width: call.width, height: call.height, pixels: call.image.bytes, mask: call.mask },
        { signal: call.signal, onProgress: call.onProgress },
      );
      return answer(filled.pixels, [...promptWarnings(call), ...filled.warnings]);
    },
  };
}

/** The engine's memory stays below its bound up to this size (`npm run bench` prints it). */
const MAX_PIXELS = 2048 * 2048;

function promptWarnings(call: ProviderCall): readonly Warning[] {
  if (call.prompt.trim() === "") return [];
  return [
    {
      code: "prompt_ignored",
      message: "The local eraser cannot follow a description: it continued the surroundings instead.",
    },
  ];
}

function answer(pixels: Uint8Array, warnings: readonly Warning[]): ProviderResult {
  return { image: { bytes: pixels, format: "raw" }, warnings, requestId: null, costMicroUsd: null };
}
