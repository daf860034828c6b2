import type { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import { packTile } from "#lib/domain/mask-engine/packed-tile.ts";
import type { MaskDatabase, SavedChange } from "./mask-database.ts";

/** While a stroke is drawn, its points are written this often at most. */
const STROKE_MILLIS = 100;

/**
 * Writes a mask to the browser's storage while it is worked on: at once after each step, and the points of a stroke
 * under way every tenth of a second. Only what has changed is written. When it cannot be, it says so once and stops;
 * the mask lives on in memory.
 */
export class MaskSaver {
  readonly #database: MaskDatabase;
  readonly #name: string;
  readonly #mask: MaskDocument;
  readonly #onFailure: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | null = null;
  #isStale = false;
  #hasFailed = false;

  constructor(database: MaskDatabase, name: string, mask: MaskDocument, onFailure: () => void) {
    this.#database = database;
    this.#name = name;
    this.#mask = mask;
    this.#onFailure = onFailure;
  }

  /** Something has changed. */
  request(isStrokeUnderWay: boolean): void {
    if (this.#hasFailed) return;
    this.#isStale = true;
    if (!isStrokeUnderWay) void this.flush();
    else if (this.#timer === undefined) this.#timer = setTimeout(() => void this.flush(), STROKE_MILLIS);
  }

  /** Settles when everything up to now is written, or cannot be. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#saving ??= this.#save().finally(() => {
      this.#saving = null;
    });
    await this.#saving;
  }

  async #save(): Promise<void> {
    while (this.#isStale && !this.#hasFailed) {
      this.#isStale = false;
      const change = this.#takeChange();
      try {
        await this.#database.save(this.#name, change);
        this.#mask.log.markSaved(change.steps);
      } catch {
        this.#hasFailed = true;
        this.#mask.log.isArchiving = false;
        this.#onFailure();
      }
    }
  }

  /** Apart from the change under way, but for the stroke's points. */
  #takeChange(): SavedChange {
    const { layers, log, image, stroke } = this.#mask;
    const tiles = new Map(
      [...layers.takeUnsaved()].map(([id, keys]) => {
        const { raw } = layers.mask(id);
        const packed = [...keys].map((key) => {
          const tile = raw.settledTile(key);
          return [key, tile ? packTile(tile) : null] as const;
        });
        return [id, new Map(packed)];
      }),
    );
    const { range } = log;
    const document = { schema: 1, savedAtMillis: Date.now(), image, list: layers.settledList, range, stroke } as const;
    return { document, tiles, steps: log.unsaved() };
  }
}
