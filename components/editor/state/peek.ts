/**
 * Something is shown for as long as anything holds it: a pointer on a button, or a key. It ends with the last holder, or
 * at once where the browser will not tell of a release any more.
 */
export class Peek {
  readonly #holders = new Set<string>();
  readonly #onChange: (isHeld: boolean) => void;

  constructor(onChange: (isHeld: boolean) => void) {
    this.#onChange = onChange;
  }

  /** Holding twice under one name counts once: a key that is held down repeats. */
  hold(holder: string): void {
    const wasHeld = this.#holders.size > 0;
    this.#holders.add(holder);
    if (!wasHeld) this.#onChange(true);
  }

  release(holder: string): void {
    if (this.#holders.delete(holder) && this.#holders.size === 0) this.#onChange(false);
  }

  releaseAll(): void {
    if (this.#holders.size === 0) return;
    this.#holders.clear();
    this.#onChange(false);
  }
}

/** Lets go when the window or the tab is left. Returns what stops watching. */
export function releaseOnLeave(peek: Peek): () => void {
  const stop = new AbortController();
  const release = () => peek.releaseAll();
  window.addEventListener("blur", release, { signal: stop.signal });
  document.addEventListener("visibilitychange", release, { signal: stop.signal });
  return () => stop.abort();
}
