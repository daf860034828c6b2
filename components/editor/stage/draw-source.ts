import type { BitmapCache, BitmapRequest } from "#lib/client/photo/bitmap-cache.ts";
import type { PictureSource, Piece } from "#lib/client/photo/picture-source.ts";
import type { Rect } from "#lib/domain/raster.ts";

/** One picture as it is to be drawn now. */
export interface Frame {
  readonly context: CanvasRenderingContext2D;
  /** The part of the picture that is seen, in its pixels. */
  readonly visible: Rect;
  readonly level: number;
  /** From the picture's pixels to those of the canvas. */
  readonly place: (rect: Rect) => Rect;
  readonly bitmaps: BitmapCache;
  /** What the canvas shows and needs; gathered while drawing. */
  readonly wanted: BitmapRequest[];
}

/**
 * Draws the wanted level, or, while parts of it are on their way, the next coarser level that is whole with the parts
 * that have arrived above it.
 */
export function drawSource(frame: Frame, source: PictureSource): void {
  const level = Math.min(frame.level, source.levels - 1);
  const pieces = source.pieces(level, frame.visible);
  frame.wanted.push(...pieces);
  const isWhole = pieces.every((piece) => frame.bitmaps.get(piece.key));
  if (!isWhole) drawCoarser(frame, source, level);
  if (isWhole || source.opaque) drawPieces(frame, pieces);
}

/** Whether all that is seen of a source has arrived. */
export function isReady({ level, visible, bitmaps }: Frame, source: PictureSource): boolean {
  const pieces = source.pieces(Math.min(level, source.levels - 1), visible);
  return pieces.every((piece) => bitmaps.get(piece.key) !== undefined);
}

/** Whether something shows wherever one looks: the coarsest level has arrived. */
export function isShowing({ visible, bitmaps }: Frame, source: PictureSource): boolean {
  return source.pieces(source.levels - 1, visible).every((piece) => bitmaps.get(piece.key) !== undefined);
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
