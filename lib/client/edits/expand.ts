import type { ModelInfo } from "#lib/contracts/model.ts";
import { canvasOf, type Edges } from "#lib/domain/outpaint.ts";
import type { Size } from "#lib/domain/raster.ts";

export type EdgeName = keyof Edges;

export const NO_EDGES: Edges = { left: 0, top: 0, right: 0, bottom: 0 };
/** The API takes no more per side. */
export const MOST_PER_SIDE = 10_000;

export const isExtended = (edges: Edges): boolean => Object.values(edges).some((pixels) => pixels > 0);

/** Whole pixels from 0 to what the model takes per side. `maxPerSide` null: it sets no limit of its own. */
export function legalEdge(pixels: number, maxPerSide: number | null): number {
  const most = Math.min(MOST_PER_SIDE, maxPerSide ?? MOST_PER_SIDE);
  return Number.isFinite(pixels) ? Math.min(most, Math.max(0, Math.round(pixels))) : 0;
}

/** Each side by a share of the picture's length in that direction. */
export function edgesByShare({ width, height }: Size, share: number): Edges {
  const across = Math.round(width * share);
  const down = Math.round(height * share);
  return { left: across, right: across, top: down, bottom: down };
}

/** The least that gives the picture a ratio of width to height, half of it on either side. */
export function edgesToRatio({ width, height }: Size, ratio: number): Edges {
  const across = Math.max(0, Math.round(height * ratio) - width);
  const down = Math.max(0, Math.round(width / ratio) - height);
  const [left, top] = [Math.floor(across / 2), Math.floor(down / 2)];
  return { left, right: across - left, top, bottom: down - top };
}

/** Around the frame so much of its longer side is free to drag it over. */
const DRAGGING_ROOM = 0.1;

/** The edges with room to drag them farther. */
export function withDraggingRoom(picture: Size, edges: Edges): Edges {
  const { width, height } = canvasOf(picture, edges);
  const room = Math.round(Math.max(width, height) * DRAGGING_ROOM);
  return {
    left: edges.left + room,
    top: edges.top + room,
    right: edges.right + room,
    bottom: edges.bottom + room,
  };
}

/** Edges that were dragged by (`across`, `down`) pixels at some of their sides; none goes into the picture. */
export function draggedEdges(edges: Edges, sides: readonly EdgeName[], across: number, down: number): Edges {
  const outwards: Edges = { left: -across, right: across, top: -down, bottom: down };
  const moved = sides.map((side) => [side, Math.max(0, edges[side] + outwards[side])] as const);
  return { ...edges, ...Object.fromEntries(moved) };
}

/** Of the models that may be chosen, the one that reaches farthest; null where one has no limit of its own. */
export function widestLimit(models: readonly Pick<ModelInfo, "outpaint">[]): number | null {
  const limits = models.map(({ outpaint }) => outpaint?.maxPerSide ?? null);
  return limits.length === 0 || limits.includes(null) ? null : Math.max(...limits.map(Number));
}
