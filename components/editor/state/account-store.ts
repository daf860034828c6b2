import { createStore, type StoreApi } from "zustand/vanilla";
import { getModels, getTokens } from "#lib/client/api.ts";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import type { Tokens } from "#lib/contracts/account.ts";
import type { Locale } from "#lib/i18n/locales.ts";
import { providerTextsOf } from "#lib/i18n/provider-texts.ts";
import { type TranslatedModel, translatedModels } from "#lib/i18n/translated-models.ts";

export interface AccountState {
  readonly tokens: Tokens | null;
  /** In the language they were loaded for. */
  readonly models: readonly TranslatedModel[] | null;
  readonly modelsError: ApiError | null;
  readonly isOnline: boolean;
  /** Asks for the balance; the old one stays when the answer does not come. */
  refreshTokens(): Promise<void>;
  loadModels(locale: Locale): Promise<void>;
}

export type AccountStore = StoreApi<AccountState>;

export function createAccountStore(): AccountStore {
  let spoken: Locale;
  return createStore<AccountState>()((set) => ({
    tokens: null,
    models: null,
    modelsError: null,
    isOnline: navigator.onLine,
    refreshTokens: async () => {
      const tokens = await getTokens().catch(() => null);
      if (tokens) set({ tokens });
    },
    loadModels: async (locale) => {
      spoken = locale;
      set({ modelsError: null });
      try {
        const [models, texts] = await Promise.all([getModels(), providerTextsOf(locale)]);
        // Another language was chosen meanwhile, and its answer may be there already.
        if (spoken === locale) set({ models: translatedModels(models, texts) });
      } catch (error) {
        set({ modelsError: asApiError(error) });
      }
    },
  }));
}
