import { createStore, type StoreApi } from "zustand/vanilla";
import type { ApiError } from "#lib/client/api-error.ts";
import type { Quote } from "#lib/contracts/edit.ts";

/**
 * What runs when several layers are marked: the one that is drawn on, all of them as the region of one edit, or each as
 * an edit of its own, the next one on the result of the one before.
 */
export const RUN_SCOPES = ["layer", "union", "sequence"] as const;
export type RunScope = (typeof RUN_SCOPES)[number];

/** What the edit of a layer would cost, or why it cannot be run. */
export type LayerQuote =
  | { readonly status: "asking" }
  | { readonly status: "known"; readonly quote: Quote }
  | { readonly status: "refused"; readonly error: ApiError };

export const STEP_STATES = ["waiting", "running", "done", "stopped"] as const;

export interface SequenceStep {
  readonly layerId: string;
  /** Of the layer when it was sent, to know whether it has been drawn on since. */
  readonly pixels: number;
  readonly editId: string | null;
  readonly state: (typeof STEP_STATES)[number];
}

export interface Sequence {
  /** The masks that the layers belong to. */
  readonly document: string;
  readonly steps: readonly SequenceStep[];
  /** `interrupted`: the page was left before everything had run. */
  readonly state: "running" | "done" | "stopped" | "interrupted";
}

export interface RunState {
  readonly scope: RunScope;
  /** By layer id, while the layers are to be run one after another. */
  readonly quotes: ReadonlyMap<string, LayerQuote>;
  /** The last one, until it is put away. */
  readonly sequence: Sequence | null;
  setScope(scope: RunScope): void;
  begin(sequence: Sequence): void;
  setStep(layerId: string, change: Partial<SequenceStep>): void;
  end(state: Exclude<Sequence["state"], "running">): void;
  putAway(): void;
}

export type RunStore = StoreApi<RunState>;

export function createRunStore(): RunStore {
  return createStore<RunState>()((set, get) => ({
    scope: "layer",
    quotes: new Map(),
    sequence: null,
    setScope: (scope) => set({ scope }),
    begin: (sequence) => set({ sequence }),
    setStep: (layerId, change) => {
      const { sequence } = get();
      if (!sequence) return;
      const steps = sequence.steps.map((step) => (step.layerId === layerId ? { ...step, ...change } : step));
      set({ sequence: { ...sequence, steps } });
    },
    end: (state) => {
      const { sequence } = get();
      if (sequence) set({ sequence: { ...sequence, state } });
    },
    putAway: () => set({ sequence: null }),
  }));
}

/** Of all edits together; null until each is known, and where one cannot be run. */
export function priceOf(quotes: RunState["quotes"]): number | null {
  let tokens = 0;
  for (const quote of quotes.values()) {
    if (quote.status !== "known") return null;
    tokens += quote.quote.tokens;
  }
  return quotes.size > 0 ? tokens : null;
}
