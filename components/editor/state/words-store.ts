import { createStore, type StoreApi } from "zustand/vanilla";
import type { Translator } from "#lib/i18n/translator.ts";

/**
 * What is said outside components, such as by toasts and to screen readers. The language may change while a photo is
 * open: ask for `t` when something is said, and keep no sentence.
 */
export interface WordsState {
  readonly t: Translator;
}

export type WordsStore = StoreApi<WordsState>;

export const createWordsStore = (t: Translator): WordsStore => createStore<WordsState>()(() => ({ t }));
