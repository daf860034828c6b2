import { createStore, type StoreApi } from "zustand/vanilla";
import type { ApiError } from "#lib/client/api-error.ts";
import type { Quote } from "#lib/contracts/edit.ts";
import type { Operation } from "#lib/domain/operation.ts";

/** What the price is known of. `none`: there is nothing to price yet. */
export type QuoteState =
  | { readonly status: "none" }
  | { readonly status: "asking"; readonly last: Quote | null }
  | { readonly status: "known"; readonly quote: Quote }
  | { readonly status: "refused"; readonly error: ApiError };

/** What the next edit is asked to do. */
export interface RequestState {
  readonly operation: Operation;
  readonly prompt: string;
  /** `auto` or a model's id. */
  readonly model: string;
  readonly quote: QuoteState;
  /** The request is on its way to the server. */
  readonly isSending: boolean;
  /** Why the last request was not taken. Cleared by the next change. */
  readonly error: ApiError | null;
  setOperation(operation: Operation): void;
  setPrompt(prompt: string): void;
  setModel(model: string): void;
}

export type RequestStore = StoreApi<RequestState>;

export function createRequestStore(): RequestStore {
  return createStore<RequestState>()((set) => ({
    operation: "erase",
    prompt: "",
    model: "auto",
    quote: { status: "none" },
    isSending: false,
    error: null,
    setOperation: (operation) => set({ operation, model: "auto", error: null }),
    setPrompt: (prompt) => set({ prompt, error: null }),
    setModel: (model) => set({ model, error: null }),
  }));
}
