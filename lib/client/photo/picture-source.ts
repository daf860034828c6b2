import type { Patch } from "#lib/contracts/edit.ts";
import { intersect, movedBy } from "#lib/domain/geometry.ts";
import type { Rect } from "#lib/domain/raster.ts";
import { tilePath } from "../api.ts";
import type { VersionBase } from "../edits/version-base.ts";
import { request } from "../http.ts";
import { fromTheMiddle, type Pyramid, tileRect, tilesTouching } from "../view/tile-plan.ts";
import type { BitmapRequest } from "./bitmap-cache.ts";

/** A piece of a picture: what to load, and where it lies in image pixels. */
export interface Piece extends BitmapRequest {
  readonly rect: Rect;
}

/** Something that is drawn in pieces, at the size the zoom asks for: a version's base, or a patch above it. */
export interface PictureSource {
  readonly levels: number;
  /** Whether pieces hide what is drawn below them. */
  readonly opaque: boolean;
  /** Pieces of a level (0 is full size) that touch `visible` (image pixels), those in the middle first. */
  pieces(level: number, visible: Rect): readonly Piece[];
}

/** The original, or a version that replaced it, cut into tiles by the server. */
export function baseSource(base: VersionBase): PictureSource {
  const pyramid: Pyramid = { width: base.width, height: base.height, ...base.tiles };
  const name = base.editId ?? "original";
  return {
    levels: pyramid.levels,
    opaque: !base.hasAlpha,
    pieces: (level, visible) =>
      fromTheMiddle(tilesTouching(pyramid, level, visible), level).map((tile) => ({
        key: `tile/${name}/${tile.level}/${tile.x}/${tile.y}`,
        rect: tileRect(pyramid, tile),
        load: (signal) => loadPicture(tilePath(base, tile.level, tile.x, tile.y), signal),
      })),
  };
}

/** Throws `ApiError`, or a `DOMException` where the answer is not a picture. */
export async function loadPicture(path: string, signal?: AbortSignal): Promise<ImageBitmap> {
  const response = await request(path, { headers: ANY_PICTURE, signal });
  return await createImageBitmap(await response.blob());
}

/** Side of a block of a patch in pixels of its level: no bitmap is larger, however large the patch. */
const BLOCK = 2048;

/** A patch, cut into blocks and shrunk here: it comes from the server as one file. */
export function patchSource(patch: Patch, files: PatchFiles): PictureSource {
  const levels = Math.max(0, Math.ceil(Math.log2(Math.max(patch.width, patch.height) / BLOCK))) + 1;
  const pyramid: Pyramid = { width: patch.width, height: patch.height, size: BLOCK, levels };
  return {
    levels,
    opaque: false,
    pieces: (level, visible) => {
      const inPatch = intersect(movedBy(visible, -patch.x, -patch.y), { ...patch, x: 0, y: 0 });
      if (!inPatch) return [];
      return fromTheMiddle(tilesTouching(pyramid, level, inPatch), level).map((tile) => {
        const block = tileRect(pyramid, tile);
        return {
          key: `patch/${patch.id}/${tile.level}/${tile.x}/${tile.y}`,
          rect: movedBy(block, patch.x, patch.y),
          load: async () => await cutBlock(await files.get(patch.url), block, level),
        };
      });
    },
  };
}

/** Patch files as they came, still compressed: kept for as long as the editor is open. */
export class PatchFiles {
  readonly #files = new Map<string, Promise<Blob>>();

  /** Throws `ApiError`; a failed download is tried again when asked for again. */
  get(url: string): Promise<Blob> {
    const known = this.#files.get(url);
    if (known) return known;
    const file = request(url, { headers: ANY_PICTURE }).then((response) => response.blob());
    this.#files.set(url, file);
    file.catch(() => this.#files.delete(url));
    return file;
  }

  /** Another patch has taken its place. */
  forget(url: string): void {
    this.#files.delete(url);
  }
}

const ANY_PICTURE = { Accept: "image/*" };

function cutBlock(file: Blob, block: Rect, level: number): Promise<ImageBitmap> {
  const resizeWidth = Math.max(1, Math.round(block.width / 2 ** level));
  const resizeHeight = Math.max(1, Math.round(block.height / 2 ** level));
  return createImageBitmap(file, block.x, block.y, block.width, block.height, {
    resizeWidth,
    resizeHeight,
    resizeQuality: "high",
  });
}
