import { layOut, opacityOf, type Placement, type VersionBase } from "#lib/client/edits/version-base.ts";
import type { BitmapCache, BitmapRequest } from "#lib/client/photo/bitmap-cache.ts";
import { baseSource, type PatchFiles, type PictureSource, patchSource } from "#lib/client/photo/picture-source.ts";
import { viewOn } from "#lib/client/view/other-picture.ts";
import { levelFor, onDevice } from "#lib/client/view/tile-plan.ts";
import { type Viewport, visibleRect } from "#lib/client/view/viewport.ts";
import type { Edit, Patch } from "#lib/contracts/edit.ts";
import type { Image } from "#lib/contracts/image.ts";
import { wholeOf } from "#lib/domain/geometry.ts";
import type { Size } from "#lib/domain/raster.ts";
import { drawSource, type Frame, isReady, isShowing } from "./draw-source.ts";

/** Where a canvas stands: what all versions drawn on it share. */
export interface Scene {
  readonly context: CanvasRenderingContext2D;
  readonly viewport: Viewport;
  /** The picture whose pixels the viewport is about. */
  readonly placement: Placement;
  readonly stage: Size;
  readonly pixelRatio: number;
  readonly wanted: BitmapRequest[];
}

interface Options {
  readonly image: Image;
  /** What the original is drawn from; null for the server's tiles. */
  readonly original: PictureSource | null;
  readonly bitmaps: BitmapCache;
  readonly patchFiles: PatchFiles;
  readonly checker: readonly [light: string, dark: string];
  /** Draws an edit's own patches by `drawPatches`, and whatever else belongs to it; absent, it just draws them. */
  readonly drawEdit?: (frame: Frame, edit: Edit, patches: EditPatches) => void;
  /** Draws what is known of an edit that replaced the picture over the version before, until its result has arrived. */
  readonly drawAwaited?: (frame: Frame, edit: Edit) => void;
}

export interface EditPatches {
  draw(): void;
  isReady(): boolean;
}

/** From this many device pixels per image pixel on, pixels are shown as squares. */
export const SQUARES_FROM = 3;
const CHECKER = 8;

/** Draws versions of one image: tiles of the base at the level the zoom asks for, and the patches above them. */
export class VersionPainter {
  readonly #options: Options;
  readonly #sources = new Map<string, PictureSource>();
  /** The patches of each edit that were last seen whole. */
  readonly #seen = new Map<string, readonly Patch[]>();
  #checker: HTMLCanvasElement | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Draws the version made by `path` where it belongs in the scene. */
  paint(scene: Scene, path: readonly Edit[]): void {
    const { base, above, below } = layOut(this.#options.image, path);
    const frame = this.#frameFor(scene, base);
    const source = this.#base(base);
    // The whole picture at its coarsest is always at hand: something shows wherever one goes.
    frame.wanted.push(...source.pieces(source.levels - 1, wholeOf(base)));
    const replacing = below.at(-1);
    if (replacing && !isShowing(frame, source)) {
      const before = below.slice(0, -1);
      this.paint(scene, before);
      this.#options.drawAwaited?.(this.frame(scene, before), replacing);
    } else {
      if (base.hasAlpha) this.#drawChecker(frame, base);
      drawSource(frame, source);
    }
    for (const edit of above) this.#drawEdit(frame, edit);
  }

  /** For what lies above a version that has been drawn: in the pixels of its base. */
  frame(scene: Scene, path: readonly Edit[]): Frame {
    return this.#frameFor(scene, layOut(this.#options.image, path).base);
  }

  #frameFor({ context, viewport, placement, stage, pixelRatio, wanted }: Scene, base: VersionBase): Frame {
    const view = viewOn(viewport, placement, base.placement);
    const deviceScale = view.scale * pixelRatio;
    context.imageSmoothingEnabled = deviceScale < SQUARES_FROM;
    return {
      context,
      visible: visibleRect(view, base, stage),
      level: levelFor(deviceScale, base.tiles.levels),
      place: (rect) => onDevice(view, pixelRatio, rect),
      bitmaps: this.#options.bitmaps,
      wanted,
    };
  }

  #drawEdit(frame: Frame, edit: Edit): void {
    const sources = this.#patchesOf(frame, edit);
    const patches: EditPatches = {
      draw: () => {
        const { context } = frame;
        const opacity = context.globalAlpha;
        context.globalAlpha = opacity * opacityOf(edit);
        for (const source of sources) drawSource(frame, source);
        context.globalAlpha = opacity;
      },
      isReady: () => sources.every((source) => isReady(frame, source)),
    };
    if (this.#options.drawEdit) this.#options.drawEdit(frame, edit, patches);
    else patches.draw();
  }

  /** Where an edit was blended anew, its patches from before stand for it until the new ones have arrived. */
  #patchesOf(frame: Frame, edit: Edit): PictureSource[] {
    const isThere = (source: PictureSource) => isReady(frame, source);
    const seen = this.#seen.get(edit.id);
    const sources = edit.patches.map((patch) => this.#patch(patch));
    if (sources.every(isThere)) {
      this.#forget(seen ?? [], edit.patches);
      this.#seen.set(edit.id, edit.patches);
      return sources;
    }
    const before = seen?.map((patch) => this.#patch(patch));
    if (!before?.every(isThere)) return sources;
    for (const source of sources)
      frame.wanted.push(...source.pieces(Math.min(frame.level, source.levels - 1), frame.visible));
    return before;
  }

  #forget(before: readonly Patch[], now: readonly Patch[]): void {
    for (const { id, url } of before) {
      if (now.some((patch) => patch.id === id)) continue;
      this.#sources.delete(id);
      this.#options.patchFiles.forget(url);
    }
  }

  #base(base: VersionBase): PictureSource {
    const { original } = this.#options;
    if (base.editId === null && original) return original;
    return this.#source(base.editId ?? "original", () => baseSource(base));
  }

  #patch(patch: Patch): PictureSource {
    return this.#source(patch.id, () => patchSource(patch, this.#options.patchFiles));
  }

  #source(key: string, make: () => PictureSource): PictureSource {
    const source = this.#sources.get(key) ?? make();
    this.#sources.set(key, source);
    return source;
  }

  #drawChecker({ context, place }: Frame, base: Size): void {
    this.#checker ??= checkerTile(this.#options.checker);
    const pattern = context.createPattern(this.#checker, "repeat");
    if (!pattern) return;
    const { x, y, width, height } = place(wholeOf(base));
    context.fillStyle = pattern;
    context.fillRect(x, y, width, height);
  }
}

function checkerTile([light, dark]: readonly [string, string]): HTMLCanvasElement {
  const tile = document.createElement("canvas");
  tile.width = tile.height = CHECKER * 2;
  const context = tile.getContext("2d");
  if (context) {
    context.fillStyle = light;
    context.fillRect(0, 0, CHECKER * 2, CHECKER * 2);
    context.fillStyle = dark;
    context.fillRect(0, 0, CHECKER, CHECKER);
    context.fillRect(CHECKER, CHECKER, CHECKER, CHECKER);
  }
  return tile;
}
