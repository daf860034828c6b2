import type { Stroke } from "#lib/domain/mask-engine/mask-document.ts";
import type { PackedTile } from "#lib/domain/mask-engine/packed-tile.ts";
import type { LayerList, Step } from "#lib/domain/mask-engine/step.ts";
import type { LogRange } from "#lib/domain/mask-engine/undo-log.ts";
import type { Size } from "#lib/domain/raster.ts";

const DATABASE = "repaint-masks";
const VERSION = 1;
const KEPT_MILLIS = 30 * 24 * 60 * 60 * 1000;

/** A picture's masks but for their pixels, as written. */
export interface SavedDocument {
  /** Of this record's shape. Another one is not read. */
  readonly schema: 1;
  readonly savedAtMillis: number;
  readonly image: Size;
  readonly list: LayerList;
  readonly range: LogRange;
  /** The stroke that was under way, on the active layer. */
  readonly stroke: Stroke | null;
}

/** What has changed since it was last written. */
export interface SavedChange {
  readonly document: SavedDocument;
  /** By layer and key; null for a tile that is gone. */
  readonly tiles: ReadonlyMap<string, ReadonlyMap<number, PackedTile | null>>;
  readonly steps: ReadonlyMap<number, Step>;
}

export interface SavedRecords {
  /** As found, of whatever shape. */
  readonly document: unknown;
  readonly tiles: readonly { readonly layer: unknown; readonly key: unknown; readonly packed: unknown }[];
}

/**
 * The masks of every picture, in this browser: a record for each document, its layers' tiles and its undo steps. One
 * transaction for each save, so that what is read back was once there as a whole. Kept 30 days.
 */
export class MaskDatabase {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  /** Rejects where the browser keeps nothing, as some do in private windows. */
  static async open(): Promise<MaskDatabase> {
    const opening = indexedDB.open(DATABASE, VERSION);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("documents");
      opening.result.createObjectStore("tiles");
      opening.result.createObjectStore("steps");
    };
    const database = await answer(opening);
    // Another tab with a newer page must not wait for this one.
    database.onversionchange = () => database.close();
    return new MaskDatabase(database);
  }

  async save(name: string, { document, tiles, steps }: SavedChange): Promise<void> {
    await this.#write((documents, tileStore, stepStore) => {
      documents.put(document, name);
      for (const [layer, own] of tiles) {
        for (const [key, packed] of own) {
          if (packed) tileStore.put(packed, [name, layer, key]);
          else tileStore.delete([name, layer, key]);
        }
      }
      for (const [number, step] of steps) stepStore.put(step, [name, number]);
      const { first, end } = document.range;
      stepStore.delete(IDBKeyRange.bound([name, Number.NEGATIVE_INFINITY], [name, first], false, true));
      stepStore.delete(IDBKeyRange.bound([name, end], [name, Number.POSITIVE_INFINITY]));
    });
  }

  /** Null where nothing is saved under that name. */
  async load(name: string): Promise<SavedRecords | null> {
    const transaction = this.#database.transaction(["documents", "tiles"]);
    const tileStore = transaction.objectStore("tiles");
    const [document, keys, packed] = await Promise.all([
      answer(transaction.objectStore("documents").get(name)),
      answer(tileStore.getAllKeys(allOf(name))),
      answer(tileStore.getAll(allOf(name))),
    ]);
    if (document === undefined) return null;
    const tiles = keys.map((parts, at) => {
      const [, layer, key] = parts as unknown[];
      return { layer, key, packed: packed[at] };
    });
    return { document, tiles };
  }

  /** As found, of whatever shape; undefined for one that is not there. */
  async step(name: string, number: number): Promise<unknown> {
    return await answer(this.#database.transaction("steps").objectStore("steps").get([name, number]));
  }

  async remove(name: string): Promise<void> {
    await this.#write((documents, tiles, steps) => {
      documents.delete(name);
      tiles.delete(allOf(name));
      steps.delete(allOf(name));
    });
  }

  /** Removes every mask of a photo, whose names begin with its id, or those of all photos. */
  async removeAll(imageId: string | null): Promise<void> {
    await this.#write((documents, tiles, steps) => {
      if (imageId === null) {
        for (const store of [documents, tiles, steps]) store.clear();
        return;
      }
      const [from, to] = [`${imageId}/`, `${imageId}/\uffff`];
      documents.delete(IDBKeyRange.bound(from, to));
      for (const store of [tiles, steps]) store.delete(IDBKeyRange.bound([from], [to]));
    });
  }

  close(): void {
    this.#database.close();
  }

  /** Removes what nobody has worked on for long. */
  async prune(nowMillis: number): Promise<void> {
    const store = this.#database.transaction("documents").objectStore("documents");
    const [names, documents] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]);
    for (const [at, name] of names.entries()) {
      // One without a date is damaged: whoever opens it is told.
      const savedAt: unknown = documents[at]?.savedAtMillis;
      if (typeof savedAt === "number" && nowMillis - savedAt > KEPT_MILLIS) await this.remove(String(name));
    }
  }

  /** Settles when it is written to disk. */
  async #write(work: (documents: IDBObjectStore, tiles: IDBObjectStore, steps: IDBObjectStore) => void): Promise<void> {
    const transaction = this.#database.transaction(["documents", "tiles", "steps"], "readwrite");
    const written = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
    const store = (of: string) => transaction.objectStore(of);
    work(store("documents"), store("tiles"), store("steps"));
    await written;
  }
}

/** Every key that begins with the name: arrays come after numbers and texts. */
const allOf = (name: string): IDBKeyRange => IDBKeyRange.bound([name], [name, []]);

function answer<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
