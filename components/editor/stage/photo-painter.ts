import type { BitmapCache, BitmapRequest } from "#lib/client/photo/bitmap-cache.ts";
import { originalSource, type PictureSource, type Piece, patchSource } from "#lib/client/photo/picture-source.ts";
import { levelFor, onDevice } from "#lib/client/view/tile-plan.ts";
import { visibleRect } from "#lib/client/view/viewport.ts";
import type { Edit, Patch } from "#lib/contracts/edit.ts";
import type { Rect } from "#lib/domain/raster.ts";
import type { Editor } from "../state/editor.ts";
import { selectedPath, sharedSteps } from "../state/edits-store.ts";
import { compareCut } from "./compare-cut.ts";
import type { StageColours } from "./stage-colours.ts";

const FADE_MILLIS = 180;
/** From this many device pixels per image pixel on, pixels are shown as squares. */
export const SQUARES_FROM = 3;
const CHECKER = 8;

/** Draws the selected version: the original's tiles at the level the zoom asks for, and the patches above them. */
export class PhotoPainter {
  readonly #editor: Editor;
  readonly #original: PictureSource;
  readonly #patches = new Map<string, PictureSource>();
  readonly #firstDrawn = new Map<string, number>();
  readonly #checker: HTMLCanvasElement | null;
  readonly #fades: boolean;

  constructor(editor: Editor, colours: StageColours) {
    this.#editor = editor;
    this.#original = originalSource(editor.image);
    this.#checker = editor.image.hasAlpha ? checkerTile(colours.checker) : null;
    this.#fades = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  /** Answers whether a fade is under way and another frame is needed. */
  paint(context: CanvasRenderingContext2D, now: number): boolean {
    const { viewport, stage, pixelRatio } = this.#editor.view.getState();
    const { image } = this.#editor;
    const edits = this.#editor.edits.getState();
    const deviceScale = viewport.scale * pixelRatio;
    const visible = visibleRect(viewport, image, stage);
    const frame: Frame = {
      context,
      visible,
      level: levelFor(deviceScale, this.#original.levels),
      place: (rect) => onDevice(viewport, pixelRatio, rect),
      bitmaps: this.#editor.bitmaps,
      wanted: [],
    };
    context.imageSmoothingEnabled = deviceScale < SQUARES_FROM;
    this.#drawChecker(frame);
    // The whole picture at its coarsest is always at hand: something shows wherever one goes.
    frame.wanted.push(...this.#original.pieces(this.#original.levels - 1, { x: 0, y: 0, ...image }));
    drawSource(frame, this.#original);

    const path = selectedPath(edits);
    const shared = edits.isComparing ? sharedSteps(edits) : path.length;
    let fading = this.#drawEdits(frame, path.slice(0, shared), now);
    if (shared < path.length) {
      const cut = Math.round(compareCut(viewport, image, stage, edits.comparePosition) * pixelRatio);
      context.save();
      context.beginPath();
      context.rect(cut, 0, context.canvas.width - cut, context.canvas.height);
      context.clip();
      fading = this.#drawEdits(frame, path.slice(shared), now) || fading;
      context.restore();
    }
    this.#editor.bitmaps.want(frame.wanted);
    return fading;
  }

  #drawEdits(frame: Frame, edits: readonly Edit[], now: number): boolean {
    let fading = false;
    for (const edit of edits) {
      const sources = edit.patches.map((patch) => this.#source(patch));
      const opacity = this.#opacity(edit.id, now, () => sources.every((source) => isReady(frame, source)));
      fading ||= opacity < 1;
      frame.context.globalAlpha = opacity;
      for (const source of sources) drawSource(frame, source);
      frame.context.globalAlpha = 1;
    }
    return fading;
  }

  /** Fades in from the first frame in which the patch can be seen. */
  #opacity(editId: string, now: number, isReadyNow: () => boolean): number {
    if (!this.#fades || !this.#editor.edits.getState().chosen.has(editId)) return 1;
    const first = this.#firstDrawn.get(editId);
    if (first !== undefined) return Math.min(1, (now - first) / FADE_MILLIS);
    if (!isReadyNow()) return 1;
    this.#firstDrawn.set(editId, now);
    return 0;
  }

  #source(patch: Patch): PictureSource {
    const known = this.#patches.get(patch.id);
    if (known) return known;
    const source = patchSource(patch, this.#editor.patchFiles);
    this.#patches.set(patch.id, source);
    return source;
  }

  #drawChecker({ context, place }: Frame): void {
    const pattern = this.#checker && context.createPattern(this.#checker, "repeat");
    if (!pattern) return;
    const { x, y, width, height } = place({ x: 0, y: 0, ...this.#editor.image });
    context.fillStyle = pattern;
    context.fillRect(x, y, width, height);
  }
}

interface Frame {
  readonly context: CanvasRenderingContext2D;
  /** In image pixels. */
  readonly visible: Rect;
  readonly level: number;
  readonly place: (rect: Rect) => Rect;
  readonly bitmaps: BitmapCache;
  readonly wanted: BitmapRequest[];
}

/**
 * Draws the wanted level, or, while parts of it are on their way, the next coarser level that is whole with the parts
 * that have arrived above it.
 */
function drawSource(frame: Frame, source: PictureSource): void {
  const level = Math.min(frame.level, source.levels - 1);
  const pieces = source.pieces(level, frame.visible);
  frame.wanted.push(...pieces);
  const isWhole = pieces.every((piece) => frame.bitmaps.get(piece.key));
  if (!isWhole) drawCoarser(frame, source, level);
  if (isWhole || source.opaque) drawPieces(frame, pieces);
}

function drawCoarser(frame: Frame, source: PictureSource, level: number): void {
  for (let coarser = level + 1; coarser < source.levels; coarser++) {
    const pieces = source.pieces(coarser, frame.visible);
    if (!pieces.every((piece) => frame.bitmaps.get(piece.key))) continue;
    drawPieces(frame, pieces);
    return;
  }
}

function drawPieces({ context, place, bitmaps }: Frame, pieces: readonly Piece[]): void {
  for (const piece of pieces) {
    const bitmap = bitmaps.get(piece.key);
    const { x, y, width, height } = place(piece.rect);
    if (bitmap && width > 0 && height > 0) context.drawImage(bitmap, x, y, width, height);
  }
}

function isReady(frame: Frame, source: PictureSource): boolean {
  const pieces = source.pieces(Math.min(frame.level, source.levels - 1), frame.visible);
  return pieces.every((piece) => frame.bitmaps.get(piece.key) !== undefined);
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
