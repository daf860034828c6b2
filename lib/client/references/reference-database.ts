const DATABASE = "repaint-references";
const STORE = "references";
const KEPT_MILLIS = 30 * 24 * 60 * 60 * 1000;
/** Of all photos together. Where there would be more, the pictures that were added first go. */
const MOST_BYTES = 256 * 1024 * 1024;

/** A further picture that someone has added to what layers of a photo ask for. */
export interface KeptReference {
  readonly imageId: string;
  readonly id: string;
  readonly file: File;
  /** The keys of the layers it was added to. */
  readonly layers: readonly string[];
  /** Pictures are shown in the order in which they were added. */
  readonly addedAtMillis: number;
}

/** Those of one photo, first added first. Rejects where the browser keeps nothing. */
export async function readReferences(imageId: string): Promise<readonly KeptReference[]> {
  const kept = await inStore<KeptReference[]>("readonly", (store) => store.getAll(ofPhoto(imageId)));
  return kept.toSorted((a, b) => a.addedAtMillis - b.addedAtMillis);
}

/** Settles when it is written to disk. Rejects where the browser keeps nothing, or has no room. */
export async function saveReference(reference: KeptReference): Promise<void> {
  await inStore("readwrite", (store) => {
    store.put(reference);
    const all: IDBRequest<KeptReference[]> = store.getAll();
    all.onsuccess = () => {
      for (const { imageId, id } of superfluous(all.result)) store.delete([imageId, id]);
    };
    return all;
  });
}

export async function removeReference(imageId: string, id: string): Promise<void> {
  await inStore("readwrite", (store) => store.delete([imageId, id]));
}

/** Those of one photo, or of all. Never rejects: where the browser keeps nothing, there is nothing to do. */
export async function forgetReferences(imageId: string | null): Promise<void> {
  const remove = (store: IDBObjectStore) => (imageId === null ? store.clear() : store.delete(ofPhoto(imageId)));
  await inStore("readwrite", remove).catch(() => undefined);
}

/** What nobody has needed for long, and what is too much. */
function superfluous(all: readonly KeptReference[]): readonly KeptReference[] {
  let bytes = 0;
  return all
    .toSorted((a, b) => b.addedAtMillis - a.addedAtMillis)
    .filter(({ file, addedAtMillis }) => {
      bytes += file.size;
      return bytes > MOST_BYTES || Date.now() - addedAtMillis > KEPT_MILLIS;
    });
}

/** Every key that begins with the photo's id: arrays come after texts. */
const ofPhoto = (imageId: string): IDBKeyRange => IDBKeyRange.bound([imageId], [imageId, []]);

async function inStore<Result>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<Result> {
  const database = await open();
  try {
    const transaction = database.transaction(STORE, mode);
    return await new Promise<Result>((resolve, reject) => {
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: ["imageId", "id"] });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}
