import type { Engine } from "#lib/engine/fill.ts";

/** What providers are built from. `lib/server/env.ts` satisfies `env`; a new provider adds its variables here. */
export interface ProviderSettings {
  readonly env: ProviderEnv;
  /** The local engine in the worker; null in the web process, which lists and prices models but never runs one. */
  readonly engine: Engine | null;
}

/** Hosted services, and servers of the operator's own, that have `<NAME>_API_KEY` and `<NAME>_BASE_URL`. */
export const PROVIDER_NAMES = [
  "STABILITY",
  "RECRAFT",
  "OPENAI",
  "BFL",
  "GEMINI",
  "IDEOGRAM",
  "REPLICATE",
  "FAL",
  "BRIA",
  "COMPATIBLE",
  "A1111",
  "IOPAINT",
  "COMFYUI",
] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

export type ProviderEnv = {
  /** Price of one edit by the local engine, in tokens. */
  readonly LOCAL_EDIT_TOKENS: number;
} & { readonly [Variable in `${ProviderName}_${"API_KEY" | "BASE_URL"}`]?: string | undefined };

/** Where a provider is reached and with what. */
export interface Connection {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Empty where there is none. */
  readonly key: string;
}

/** The operator's key and address of a provider; its public address where none is set. */
export function connectionTo(name: ProviderName, env: ProviderEnv, publicUrl: string): Connection {
  return { baseUrl: (env[`${name}_BASE_URL`] ?? publicUrl).replace(/\/+$/, ""), key: env[`${name}_API_KEY`] ?? "" };
}
