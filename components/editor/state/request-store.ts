import { createStore, type StoreApi } from "zustand/vanilla";
import type { ApiError } from "#lib/client/api-error.ts";
import type { Factor } from "#lib/client/edits/enlarge.ts";
import { NO_EDGES } from "#lib/client/edits/expand.ts";
import { isStrategy } from "#lib/client/edits/strategy.ts";
import type { Wish } from "#lib/client/edits/wish.ts";
import { newId } from "#lib/client/new-id.ts";
import type { Quote } from "#lib/contracts/edit.ts";
import type { OptionValue, OptionValues } from "#lib/domain/model-option.ts";
import type { Operation } from "#lib/domain/operation.ts";
import type { Edges } from "#lib/domain/outpaint.ts";

/** What the price is known of. `none`: there is nothing to price yet. */
export type QuoteState =
  | { readonly status: "none" }
  | { readonly status: "asking"; readonly last: Quote | null }
  | { readonly status: "known"; readonly quote: Quote }
  | { readonly status: "refused"; readonly error: ApiError };

/** A further picture for the model to look at. */
export interface Reference {
  readonly id: string;
  readonly file: File;
}

/** What the next edit is asked to do. */
export interface RequestState extends Wish {
  readonly references: readonly Reference[];
  readonly quote: QuoteState;
  /** The request is on its way to the server. */
  readonly isSending: boolean;
  /** Why the last request was not taken. Cleared by the next change. */
  readonly error: ApiError | null;
  setOperation(operation: Operation): void;
  setPrompt(prompt: string): void;
  setModel(model: string): void;
  /** Undefined takes the setting back to the model's default. */
  setOption(model: string, name: string, value: OptionValue | undefined): void;
  setOptions(model: string, values: OptionValues): void;
  setFailover(allowFailover: boolean): void;
  setExpand(expand: Edges): void;
  setScale(scale: Factor): void;
  addReferences(files: readonly File[]): void;
  removeReference(id: string): void;
}

export type RequestStore = StoreApi<RequestState>;

export function createRequestStore(): RequestStore {
  return createStore<RequestState>()((set, get) => ({
    operation: "erase",
    prompt: "",
    model: "auto",
    options: new Map(),
    allowFailover: false,
    expand: NO_EDGES,
    scale: 2,
    references: [],
    quote: { status: "none" },
    isSending: false,
    error: null,
    // A model chosen by name may not offer the next operation; a way of choosing fits every one.
    setOperation: (operation) => set({ operation, model: strategyOf(get().model), error: null }),
    setPrompt: (prompt) => set({ prompt, error: null }),
    setModel: (model) => set({ model, error: null }),
    setOption: (model, name, value) => {
      const { [name]: _, ...rest } = get().options.get(model) ?? {};
      get().setOptions(model, value === undefined ? rest : { ...rest, [name]: value });
    },
    setOptions: (model, values) => set({ options: new Map(get().options).set(model, values), error: null }),
    setFailover: (allowFailover) => set({ allowFailover, error: null }),
    setExpand: (expand) => set({ expand, error: null }),
    setScale: (scale) => set({ scale, error: null }),
    addReferences: (files) => {
      const added = files.map((file) => ({ id: newId(), file }));
      set({ references: [...get().references, ...added], error: null });
    },
    removeReference: (id) => set({ references: get().references.filter((one) => one.id !== id), error: null }),
  }));
}

const strategyOf = (model: string) => (isStrategy(model) ? model : "auto");
