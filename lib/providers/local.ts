import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import type { Warning } from "#lib/domain/notice.ts";
import { type Engine, MAX_SIDE, MIN_SIDE } from "#lib/engine/fill.ts";
import { AVAILABLE } from "./availability.ts";
import { localModels } from "./local-models.ts";
import type { Provider, ProviderCall, ProviderResult } from "./provider.ts";
import type { ProviderSettings } from "./settings.ts";

/**
 * The engine that needs no key and no network. It runs in the worker; the web process only lists it, so the engine is
 * handed in and nothing here imports ONNX. Always available: where the model cannot run, the engine falls back to an
 * exemplar fill and says so in a warning.
 */
export function createLocalProvider({ env, engine }: ProviderSettings): Provider {
  return {
    id: "local",
    name: "This server",
    models: localModels({ tokens: env.LOCAL_EDIT_TOKENS, minSide: MIN_SIDE, maxSide: MAX_SIDE }),
    limits: "none",
    availability: () => AVAILABLE,
    edit: async (call) => {
      if (!engine) {
        throw new RepaintError("internal", { detail: `${call.model.id} was called in a process without an engine` });
      }
      const { pixels, warnings } = await perform(call, engine);
      return {
        image: { bytes: pixels, format: "raw" },
        warnings: [...promptWarnings(call), ...warnings],
        requestId: null,
        costMicroUsd: null,
      } satisfies ProviderResult;
    },
  };
}

function perform(
  { model, operation, image, mask, width, height, scale, signal, onProgress }: ProviderCall,
  engine: Engine,
) {
  if (image.format !== "raw") throw new RepaintError("internal", { detail: `${model.id} takes raw pixels` });
  const picture = { width, height, pixels: image.bytes };
  const options = { signal, onProgress };
  if (operation === "upscale") return engine.enlarge({ ...picture, scale: scale ?? 1 }, options);
  if (operation === "remove-background") return engine.cutOut(picture, options);
  if (!mask) throw new RepaintError("internal", { detail: `${model.id} takes a raw mask` });
  return engine.fill({ ...picture, mask }, options);
}

function promptWarnings({ model, prompt }: ProviderCall): readonly Warning[] {
  if (prompt.trim() === "") return [];
  return [{ code: "prompt_ignored", values: { model: model.id } }];
}
