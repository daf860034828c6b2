import "server-only";
import { createA1111Provider } from "./a1111/a1111.ts";
import { createBflProvider } from "./bfl/bfl.ts";
import { createBriaProvider } from "./bria/bria.ts";
import { createComfyuiProvider } from "./comfyui/comfyui.ts";
import { createCompatibleProvider } from "./compatible/compatible.ts";
import { createFalProvider } from "./fal/fal.ts";
import { createGeminiProvider } from "./gemini/gemini.ts";
import { createIdeogramProvider } from "./ideogram/ideogram.ts";
import { createIopaintProvider } from "./iopaint.ts";
import { createLocalProvider } from "./local.ts";
import { createOpenaiProvider } from "./openai/openai.ts";
import type { Availability, Model, Provider } from "./provider.ts";
import { createRecraftProvider } from "./recraft/recraft.ts";
import { createReplicateProvider } from "./replicate/replicate.ts";
import type { ProviderSettings } from "./settings.ts";
import { createStabilityProvider } from "./stability/stability.ts";

/** Every provider, in the order of the model picker: one line each. */
export const PROVIDERS: readonly ((settings: ProviderSettings) => Provider)[] = [
  createLocalProvider,
  createOpenaiProvider,
  createStabilityProvider,
  createRecraftProvider,
  createBflProvider,
  createGeminiProvider,
  createIdeogramProvider,
  createReplicateProvider,
  createFalProvider,
  createBriaProvider,
  createCompatibleProvider,
  createA1111Provider,
  createIopaintProvider,
  createComfyuiProvider,
];

export interface ListedModel {
  readonly provider: Provider;
  readonly model: Model;
  readonly availability: Availability;
}

/**
 * Builds the providers. Each process calls this once before anything else here; calling it again replaces them.
 * Tests hand in stand-ins of their own.
 */
export function configureProviders(settings: ProviderSettings, providers = PROVIDERS): void {
  configured = providers.map((create) => create(settings));
}

export function areProvidersConfigured(): boolean {
  return configured !== null;
}

/** Every model, usable now or not, in the order of the picker. */
export function listModels(): readonly ListedModel[] {
  // No default settings: a price that silently differs from the operator's would charge people wrongly.
  if (!configured) throw new Error("configureProviders was not called in this process");
  return configured.flatMap((provider) =>
    provider.models.map((model) => ({ provider, model, availability: provider.availability() })),
  );
}

/** The model with this id (`<provider>/<model>`), or undefined. */
export function findModel(id: string): ListedModel | undefined {
  return listModels().find((listed) => listed.model.id === id);
}

let configured: readonly Provider[] | null = null;
