import type { Engine } from "#lib/engine/fill.ts";

/** What providers are built from. `lib/server/env.ts` satisfies `env`; a new provider adds its variables here. */
export interface ProviderSettings {
  readonly env: ProviderEnv;
  /** The local engine in the worker; null in the web process, which lists and prices models but never runs one. */
  readonly engine: Engine | null;
}

export interface ProviderEnv {
  /** Price of one edit by the local engine, in tokens. */
  readonly LOCAL_EDIT_TOKENS: number;
}
