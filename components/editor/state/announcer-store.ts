import { createStore, type StoreApi } from "zustand/vanilla";

/** What screen readers are told, politely. Counted, so that the same words can be said twice. */
export interface AnnouncerState {
  readonly text: string;
  readonly count: number;
  say(text: string): void;
}

export type AnnouncerStore = StoreApi<AnnouncerState>;

export function createAnnouncerStore(): AnnouncerStore {
  return createStore<AnnouncerState>()((set, get) => ({
    text: "",
    count: 0,
    say: (text) => set({ text, count: get().count + 1 }),
  }));
}
