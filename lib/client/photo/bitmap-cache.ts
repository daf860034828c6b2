/** Loads one picture; must settle soon after `signal` aborts. */
export type BitmapLoader = (signal: AbortSignal) => Promise<ImageBitmap>;

export interface BitmapRequest {
  readonly key: string;
  readonly load: BitmapLoader;
}

interface Entry {
  readonly bitmap: ImageBitmap;
  usedAt: number;
}

interface Options {
  /** Decoded bytes kept at most; what is on the stage is kept even beyond. */
  readonly budgetBytes: number;
  readonly onLoad: () => void;
}

const PARALLEL_LOADS = 6;
const BYTES_PER_PIXEL = 4;

/**
 * Decoded pieces of pictures within a byte budget. Tell it what the stage wants, most wanted first: it loads what is
 * missing, stops loading what is no longer wanted, and lets go of what was not used for longest.
 */
export class BitmapCache {
  readonly #options: Options;
  readonly #entries = new Map<string, Entry>();
  readonly #loads = new Map<string, AbortController>();
  readonly #failed = new Set<string>();
  #wanted: readonly BitmapRequest[] = [];
  #clock = 0;
  #bytes = 0;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The piece if it is there. Asking for it counts as using it. */
  get(key: string): ImageBitmap | undefined {
    const entry = this.#entries.get(key);
    if (entry) entry.usedAt = ++this.#clock;
    return entry?.bitmap;
  }

  want(requests: readonly BitmapRequest[]): void {
    this.#wanted = requests;
    const keys = new Set(requests.map((request) => request.key));
    for (const [key, load] of this.#loads) if (!keys.has(key)) load.abort();
    this.#startLoads();
  }

  /** Whether something on the stage could not be loaded. */
  get isIncomplete(): boolean {
    return this.#wanted.some(({ key }) => this.#failed.has(key));
  }

  /** Tries once more what could not be loaded. */
  retry(): void {
    this.#failed.clear();
    this.#startLoads();
  }

  close(): void {
    this.#closed = true;
    this.#wanted = [];
    for (const load of this.#loads.values()) load.abort();
    for (const { bitmap } of this.#entries.values()) bitmap.close();
    this.#entries.clear();
  }

  #startLoads(): void {
    for (const request of this.#wanted) {
      if (this.#loads.size >= PARALLEL_LOADS) return;
      const { key } = request;
      if (!this.#entries.has(key) && !this.#loads.has(key) && !this.#failed.has(key)) void this.#load(request);
    }
  }

  async #load({ key, load }: BitmapRequest): Promise<void> {
    const controller = new AbortController();
    this.#loads.set(key, controller);
    try {
      const bitmap = await load(controller.signal);
      if (this.#closed) bitmap.close();
      else this.#keep(key, bitmap);
    } catch {
      if (!controller.signal.aborted) this.#failed.add(key);
    } finally {
      this.#loads.delete(key);
    }
    if (this.#closed) return;
    this.#options.onLoad();
    this.#startLoads();
  }

  #keep(key: string, bitmap: ImageBitmap): void {
    this.#entries.set(key, { bitmap, usedAt: ++this.#clock });
    this.#bytes += bytesOf(bitmap);
    if (this.#bytes <= this.#options.budgetBytes) return;
    const wanted = new Set(this.#wanted.map((request) => request.key));
    const spare = [...this.#entries]
      .filter(([other]) => !wanted.has(other))
      .sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [other, entry] of spare) {
      if (this.#bytes <= this.#options.budgetBytes) return;
      this.#entries.delete(other);
      this.#bytes -= bytesOf(entry.bitmap);
      entry.bitmap.close();
    }
  }
}

const bytesOf = (bitmap: ImageBitmap) => bitmap.width * bitmap.height * BYTES_PER_PIXEL;
