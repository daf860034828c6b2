import type { StoreApi } from "zustand/vanilla";

type Watched<State> = Pick<StoreApi<State>, "getState" | "subscribe">;

/** Waits until there is something to pick from a store, and everybody else has heard of it. */
export function until<State, Picked>(store: Watched<State>, pick: (state: State) => Picked | null): Promise<Picked> {
  return new Promise((resolve) => {
    const look = () => {
      const picked = pick(store.getState());
      if (picked === null) return;
      stop();
      // Whoever else is told now, such as the selection of an edit that has ended, is done first.
      queueMicrotask(() => resolve(picked));
    };
    const stop = store.subscribe(look);
    look();
  });
}
