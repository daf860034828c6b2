import { intersect } from "#lib/domain/geometry.ts";
import type { Rect } from "#lib/domain/raster.ts";
import type { PictureSource, Piece } from "../../photo/picture-source.ts";
import type { Drawing } from "./protocol.ts";

/** One of the pictures that make up a version. */
export interface VersionPart {
  readonly source: PictureSource;
  /** 0 to 1. */
  readonly opacity: number;
}

/** What a version is drawn of, rectangle by rectangle, at full resolution. `close` lets go of what is kept. */
export class VersionBlocks {
  readonly #parts: readonly VersionPart[];
  readonly #signal: AbortSignal;
  /** Pieces that are larger than what is asked for. */
  readonly #kept = new Map<string, Promise<ImageBitmap>>();

  /** `parts` from bottom to top. */
  constructor(parts: readonly VersionPart[], signal: AbortSignal) {
    this.#parts = parts;
    this.#signal = signal;
  }

  /** From bottom to top, as bitmaps that are the caller's own. Throws as `Piece.load` does. */
  async of(rect: Rect): Promise<Drawing[]> {
    const drawings = this.#parts.flatMap(({ source, opacity }) =>
      source.pieces(0, rect).map(async (piece) => {
        const part = intersect(piece.rect, rect) as Rect;
        return { bitmap: await this.#load(piece, part), x: part.x - rect.x, y: part.y - rect.y, opacity };
      }),
    );
    return await Promise.all(drawings);
  }

  close(): void {
    for (const piece of this.#kept.values()) {
      piece.then(
        (bitmap) => bitmap.close(),
        () => undefined,
      );
    }
    this.#kept.clear();
  }

  async #load(piece: Piece, { x, y, width, height }: Rect): Promise<ImageBitmap> {
    if (piece.rect.width === width && piece.rect.height === height) return await piece.load(this.#signal);
    const whole = this.#kept.get(piece.key) ?? piece.load(this.#signal);
    this.#kept.set(piece.key, whole);
    return await createImageBitmap(await whole, x - piece.rect.x, y - piece.rect.y, width, height);
  }
}
