import { createStore, type StoreApi } from "zustand/vanilla";

/** The same request made to several models: choosing them, then looking at what they made. */
export interface ComparisonState {
  /** `choosing`: which models, before anything is asked for. `results`: what they made, side by side. */
  readonly shown: "choosing" | "results" | null;
  /** The edits of the last comparison, in the order of its models; empty before the first. */
  readonly editIds: readonly string[];
  choose(): void;
  /** One of a comparison that is being asked for. It may end before the last one is taken. */
  expect(editId: string): void;
  begin(editIds: readonly string[]): void;
  showResults(): void;
  close(): void;
}

export type ComparisonStore = StoreApi<ComparisonState>;

export function createComparisonStore(): ComparisonStore {
  return createStore<ComparisonState>()((set, get) => ({
    shown: null,
    editIds: [],
    choose: () => set({ shown: "choosing" }),
    expect: (editId) => set({ editIds: [...get().editIds, editId] }),
    begin: (editIds) => set({ editIds, shown: "results" }),
    showResults: () => set({ shown: "results" }),
    close: () => set({ shown: null }),
  }));
}
