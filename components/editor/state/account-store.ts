import { createStore, type StoreApi } from "zustand/vanilla";
import { getModels, getTokens } from "#lib/client/api.ts";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import type { Tokens } from "#lib/contracts/account.ts";
import type { ModelInfo } from "#lib/contracts/model.ts";

export interface AccountState {
  readonly tokens: Tokens | null;
  readonly models: readonly ModelInfo[] | null;
  readonly modelsError: ApiError | null;
  readonly isOnline: boolean;
  /** Asks for the balance; the old one stays when the answer does not come. */
  refreshTokens(): Promise<void>;
  loadModels(): Promise<void>;
}

export type AccountStore = StoreApi<AccountState>;

export function createAccountStore(): AccountStore {
  return createStore<AccountState>()((set) => ({
    tokens: null,
    models: null,
    modelsError: null,
    isOnline: navigator.onLine,
    refreshTokens: async () => {
      const tokens = await getTokens().catch(() => null);
      if (tokens) set({ tokens });
    },
    loadModels: async () => {
      set({ modelsError: null });
      try {
        set({ models: await getModels() });
      } catch (error) {
        set({ modelsError: asApiError(error) });
      }
    },
  }));
}
