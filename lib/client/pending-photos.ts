/**
 * Keeps the photos someone dropped before signing in, in this browser, until they have: signing in may lead through
 * an e-mail and another tab. Taken once; forgotten after an hour, so that the next person at this computer is not
 * handed them.
 */
const DATABASE = "repaint";
const STORE = "pending-photos";
const KEY = "photos";
const KEPT_MILLIS = 60 * 60 * 1000;

interface Pending {
  readonly files: readonly File[];
  readonly keptAtMillis: number;
}

/** Throws where the browser keeps nothing, as some do in private windows. */
export async function keepPhotos(files: readonly File[]): Promise<void> {
  await inStore((store) => store.put({ files, keptAtMillis: Date.now() } satisfies Pending, KEY));
}

/** The kept photos, which are then no longer kept. In two tabs at once, one of them gets the photos. */
export async function takePhotos(): Promise<readonly File[]> {
  let pending: Pending | undefined;
  await inStore((store) => {
    const read: IDBRequest<Pending | undefined> = store.get(KEY);
    read.onsuccess = () => {
      pending = read.result;
    };
    store.delete(KEY);
  });
  return pending && Date.now() - pending.keptAtMillis < KEPT_MILLIS ? pending.files : [];
}

/** One transaction; settles when it is written to disk. */
async function inStore(work: (store: IDBObjectStore) => void): Promise<void> {
  const database = await openDatabase();
  try {
    await new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(STORE, "readwrite");
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
      work(transaction.objectStore(STORE));
    });
  } finally {
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}
