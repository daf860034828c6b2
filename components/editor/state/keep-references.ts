import {
  type KeptReference,
  readReferences,
  removeReference,
  saveReference,
} from "#lib/client/references/reference-database.ts";
import { currentWishes, type WishSources, wishKey } from "./layer-wishes.ts";
import type { Reference } from "./request-store.ts";

interface Sources extends WishSources {
  readonly image: { readonly id: string };
}

/**
 * Brings back the further pictures of a photo's layers, and keeps them in this browser as they are added and removed. A
 * browser that keeps nothing has them for as long as the page is open. Returns what stops it.
 */
export function keepReferences(sources: Sources): () => void {
  const { request, layerWishes } = sources;
  let stops: readonly (() => void)[] = [];
  let isOver = false;
  const begin = async () => {
    const kept = await readReferences(sources.image.id).catch(() => []);
    if (isOver) return;
    takeUp(sources, kept);
    const keeper = new Keeper(sources.image.id, kept);
    const look = () => keeper.take(wanted(sources));
    stops = [request.subscribe(look), layerWishes.subscribe(look)];
    // Something may have been added meanwhile.
    look();
  };
  void begin();
  return () => {
    isOver = true;
    for (const stop of stops) stop();
  };
}

/** Puts what was kept before what has been added since the page was opened. */
function takeUp(sources: Sources, kept: readonly KeptReference[]): void {
  const { mask, maskState, request, layerWishes } = sources;
  const active = wishKey(mask.document, maskState.getState().active);
  for (const [key, wish] of currentWishes(sources)) {
    const own = kept.filter(({ layers }) => layers.includes(key)).map(({ id, file }): Reference => ({ id, file }));
    if (own.length === 0) continue;
    const references = [...own, ...wish.references];
    if (key === active) request.setState({ references });
    else layerWishes.getState().keep(key, { ...wish, references });
  }
}

interface Wanted {
  readonly file: File;
  readonly layers: readonly string[];
}

/** By id. A layer that is copied has its pictures in common with the other. */
function wanted(sources: Sources): ReadonlyMap<string, Wanted> {
  const all = new Map<string, Wanted>();
  for (const [key, { references }] of currentWishes(sources)) {
    for (const { id, file } of references) all.set(id, { file, layers: [...(all.get(id)?.layers ?? []), key] });
  }
  return all;
}

/** Writes only what has changed. What cannot be written is not missed before the page is left. */
class Keeper {
  readonly #imageId: string;
  /** By id: the layers, and when it was added. */
  readonly #known = new Map<string, { readonly layers: string; readonly addedAtMillis: number }>();
  #newest: number;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(imageId: string, kept: readonly KeptReference[]) {
    this.#imageId = imageId;
    for (const { id, layers, addedAtMillis } of kept) this.#known.set(id, { layers: layers.join(), addedAtMillis });
    this.#newest = Math.max(0, ...kept.map(({ addedAtMillis }) => addedAtMillis));
  }

  take(all: ReadonlyMap<string, Wanted>): void {
    for (const [id, { file, layers }] of all) {
      const known = this.#known.get(id);
      if (known?.layers === layers.join()) continue;
      const addedAtMillis = known?.addedAtMillis ?? this.#now();
      this.#known.set(id, { layers: layers.join(), addedAtMillis });
      this.#write(() => saveReference({ imageId: this.#imageId, id, file, layers, addedAtMillis }));
    }
    for (const id of [...this.#known.keys()]) {
      if (all.has(id)) continue;
      this.#known.delete(id);
      this.#write(() => removeReference(this.#imageId, id));
    }
  }

  /** One after the other: what is added and removed at once must end removed. */
  #write(work: () => Promise<void>): void {
    this.#writing = this.#writing.then(work).catch(() => undefined);
  }

  /** No two at the same time: they are told in order. */
  #now(): number {
    this.#newest = Math.max(Date.now(), this.#newest + 1);
    return this.#newest;
  }
}
