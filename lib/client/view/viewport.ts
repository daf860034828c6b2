import type { Rect, Size } from "#lib/domain/raster.ts";
import type { ImagePoint, ScreenPoint } from "./points.ts";

/** How the picture lies on the stage: screen = image × scale + offset. */
export interface Viewport {
  /** CSS pixels per image pixel. */
  readonly scale: number;
  /** Where the picture's top-left corner is, in CSS pixels of the stage. */
  readonly x: number;
  readonly y: number;
}

/** Space kept free of the picture when it is fitted, in CSS pixels. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** One image pixel never covers more than this many CSS pixels. */
const MAX_SCALE = 32;
/** The picture may be made this much smaller than fitted. */
const MIN_FIT_SHARE = 0.25;
/** This many CSS pixels of the picture always stay on the stage. */
const KEEP_VISIBLE = 48;

export const toImage = (view: Viewport, point: ScreenPoint): ImagePoint => ({
  x: (point.x - view.x) / view.scale,
  y: (point.y - view.y) / view.scale,
});

export const toScreen = (view: Viewport, point: ImagePoint): ScreenPoint => ({
  x: point.x * view.scale + view.x,
  y: point.y * view.scale + view.y,
});

/** The whole picture in the middle of the free part of the stage; small pictures are not blown up beyond 100 %. */
export function fitted(image: Size, stage: Size, insets: Insets, pixelRatio: number): Viewport {
  const width = Math.max(1, stage.width - insets.left - insets.right);
  const height = Math.max(1, stage.height - insets.top - insets.bottom);
  const whole = Math.min(width / image.width, height / image.height);
  const scale = Math.min(whole, Math.max(1 / pixelRatio, smallPictureScale(image, width, height)));
  return {
    scale,
    x: insets.left + (width - image.width * scale) / 2,
    y: insets.top + (height - image.height * scale) / 2,
  };
}

/** The same view with another scale, the image point under `anchor` staying where it is. */
export function zoomAt(view: Viewport, anchor: ScreenPoint, scale: number): Viewport {
  const factor = scale / view.scale;
  return { scale, x: anchor.x - (anchor.x - view.x) * factor, y: anchor.y - (anchor.y - view.y) * factor };
}

export const pan = (view: Viewport, dx: number, dy: number): Viewport => ({ ...view, x: view.x + dx, y: view.y + dy });

/** Two fingers: the image points under them follow them (scale by their distance, move by their middle). */
export function pinch(
  view: Viewport,
  from: readonly [ScreenPoint, ScreenPoint],
  to: readonly [ScreenPoint, ScreenPoint],
) {
  const factor = distance(to) / Math.max(1, distance(from));
  const before = middle(from);
  const after = middle(to);
  return zoomAt(pan(view, after.x - before.x, after.y - before.y), after, view.scale * factor);
}

export function clampScale(scale: number, image: Size, stage: Size): number {
  const whole = Math.min(stage.width / image.width, stage.height / image.height);
  return Math.min(MAX_SCALE, Math.max(Math.min(1, whole) * MIN_FIT_SHARE, scale));
}

/** Keeps a strip of the picture on the stage, so that it cannot be lost. */
export function keepVisible(view: Viewport, image: Size, stage: Size): Viewport {
  const clamp = (offset: number, length: number, available: number) => {
    const keep = Math.min(KEEP_VISIBLE, length, available);
    return Math.min(available - keep, Math.max(keep - length, offset));
  };
  return {
    scale: view.scale,
    x: clamp(view.x, image.width * view.scale, stage.width),
    y: clamp(view.y, image.height * view.scale, stage.height),
  };
}

/** The part of the picture on the stage, in image pixels; empty when none is. */
export function visibleRect(view: Viewport, image: Size, stage: Size): Rect {
  const from = toImage(view, { x: 0, y: 0 });
  const to = toImage(view, { x: stage.width, y: stage.height });
  const x = Math.max(0, from.x);
  const y = Math.max(0, from.y);
  const width = Math.max(0, Math.min(image.width, to.x) - x);
  const height = Math.max(0, Math.min(image.height, to.y) - y);
  return { x, y, width, height };
}

/** Whether part of the picture lies off the stage, so that a map is of use. */
export function isPartlySeen(view: Viewport, image: Size, stage: Size): boolean {
  const seen = visibleRect(view, image, stage);
  // Less than a screen pixel is no part.
  const missing = Math.max(image.width - seen.width, image.height - seen.height) * view.scale;
  return missing >= 1;
}

/** The next round zoom step up or down from a scale, for buttons and keys. Steps double in two. */
export function zoomStep(scale: number, pixelRatio: number, direction: 1 | -1): number {
  const step = Math.log2(scale * pixelRatio) * 2;
  const next = direction > 0 ? Math.floor(step + 1e-6) + 1 : Math.ceil(step - 1e-6) - 1;
  return 2 ** (next / 2) / pixelRatio;
}

/** Tiny pictures are shown larger than life, in whole multiples, so that they can be painted on. */
function smallPictureScale(image: Size, width: number, height: number): number {
  const room = Math.min(width / image.width, height / image.height);
  return room >= 4 ? Math.floor(room / 2) : 1;
}

const distance = ([a, b]: readonly [ScreenPoint, ScreenPoint]) => Math.hypot(b.x - a.x, b.y - a.y);
const middle = ([a, b]: readonly [ScreenPoint, ScreenPoint]): ScreenPoint => ({
  x: (a.x + b.x) / 2,
  y: (a.y + b.y) / 2,
});
