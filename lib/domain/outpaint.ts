import { RepaintError } from "./error.ts";
import { intersect } from "./geometry.ts";
import type { Mask, Rect, Size } from "./raster.ts";
import type { SizeRules } from "./sent-size.ts";
import type { Spread } from "./spread.ts";

/** How far a picture is extended on each side, in whole pixels. */
export interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The extended picture. */
export function canvasOf(image: Size, { left, top, right, bottom }: Edges): Size {
  return { width: image.width + left + right, height: image.height + top + bottom };
}

/** Where the picture lies on its canvas. */
export function placedOn(image: Size, { left, top }: Edges): Rect {
  return { x: left, y: top, width: image.width, height: image.height };
}

/** Bounds of everything that is new on the canvas. Expects that at least one side is extended. */
export function borderBounds(image: Size, edges: Edges): Rect {
  const canvas = canvasOf(image, edges);
  const isAcross = edges.left > 0 || edges.right > 0;
  const isDown = edges.top > 0 || edges.bottom > 0;
  if (isAcross && isDown) return { x: 0, y: 0, ...canvas };
  if (isAcross) {
    const x = edges.left > 0 ? 0 : image.width;
    return { x, y: 0, width: (edges.right > 0 ? canvas.width : edges.left) - x, height: canvas.height };
  }
  const y = edges.top > 0 ? 0 : image.height;
  return { x: 0, y, width: canvas.width, height: (edges.bottom > 0 ? canvas.height : edges.top) - y };
}

/** The mask of a part of the canvas: 255 where it is new, 0 where the picture lies. */
export function borderMask(image: Size, edges: Edges, window: Rect): Mask {
  const { width, height } = window;
  const data = new Uint8Array(width * height).fill(255);
  const kept = intersect(placedOn(image, edges), window);
  if (kept === null) return { width, height, data };
  for (let y = kept.y - window.y; y < kept.y - window.y + kept.height; y++) {
    const start = y * width + kept.x - window.x;
    data.fill(0, start, start + kept.width);
  }
  return { width, height, data };
}

const MAX_SEAM_PIXELS = 16;
const SEAM_PER_SIDE = 1 / 16;

/** The soft seam: from the picture's extended edges inwards, old and new are mixed. Nothing farther in may change. */
export function seamOf(image: Size): Spread {
  const feather = Math.min(MAX_SEAM_PIXELS, Math.floor(Math.min(image.width, image.height) * SEAM_PER_SIDE));
  return { grow: 0, feather, spreadPixels: feather };
}

export interface EdgesPlan {
  /** Size of the picture as sent: all of it, stretched by less than `MAX_STRETCH` to a size the model takes. */
  readonly sent: Size;
  /** How far the model extends each side, in sent pixels: never less than was asked. */
  readonly sentExpand: Edges;
}

/** Padding would come back as a strip between old and new, so a picture is stretched to the model's multiples instead. */
const MAX_STRETCH = 1.05;

/**
 * The largest size, at most 1:1 and `preferredPixels`, at which a model that is told how far to extend each side can
 * be sent the whole picture; where even its smallest size is larger than the picture, that one.
 *
 * @throws RepaintError `image_rejected` where no size obeys the rules, as for very narrow pictures;
 * `operation_not_supported` where a side reaches farther than the model can go at any size.
 */
export function planEdges(ask: {
  image: Size;
  expand: Edges;
  rules: SizeRules & { readonly preferredPixels: number };
  maxPerSide: number;
}): EdgesPlan {
  const { image, expand, rules, maxPerSide } = ask;
  const preferred = Math.min(rules.maxPixels, Math.max(rules.minPixels, rules.preferredPixels));
  const step = rules.multipleOf;
  let best: EdgesPlan | null = null;
  let isTooFar = false;
  for (let width = Math.ceil(rules.minSide / step) * step; width <= rules.maxSide; width += step) {
    const height = Math.max(step, Math.round((width * image.height) / image.width / step) * step);
    const sent = { width, height };
    const sentExpand = scaleEdges(expand, width / image.width, height / image.height);
    isTooFar = Math.max(...Object.values(sentExpand)) > maxPerSide;
    if (isTooFar) break;
    if (!isLegal(sent, rules) || stretchOf(sent, image) > MAX_STRETCH) continue;
    if (best !== null && (width > image.width || width * height > preferred)) break;
    best = { sent, sentExpand };
  }
  if (best === null && isTooFar) throw new RepaintError("operation_not_supported", { field: "expand" });
  if (best === null) {
    throw new RepaintError("image_rejected", { field: "model", detail: `${image.width}×${image.height} fits no size` });
  }
  return best;
}

function scaleEdges({ left, top, right, bottom }: Edges, across: number, down: number): Edges {
  // A hair below, so that 512.0000000001 stays 512.
  const scaled = (pixels: number, factor: number) => Math.max(0, Math.ceil(pixels * factor - 1e-9));
  return {
    left: scaled(left, across),
    top: scaled(top, down),
    right: scaled(right, across),
    bottom: scaled(bottom, down),
  };
}

function stretchOf(sent: Size, image: Size): number {
  const stretch = (sent.width * image.height) / (sent.height * image.width);
  return Math.max(stretch, 1 / stretch);
}

function isLegal({ width, height }: Size, rules: SizeRules): boolean {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  return (
    short >= rules.minSide &&
    long <= rules.maxSide &&
    short * long >= rules.minPixels &&
    short * long <= rules.maxPixels &&
    long / short <= rules.maxRatio
  );
}
