import type { FillInput } from "./fill.ts";
import { type Bounds, findMarks, type MarkGrid } from "./marks.ts";
import type { Square } from "./resample.ts";

/** In which order, and through which squares, a model fills a hole. */
export interface CropPlan {
  /** What each run of the model sees. Later squares see what earlier ones filled. */
  readonly views: readonly CropView[];
  /** The view whose answer fills the hole at this pixel of the window. */
  viewOf(x: number, y: number): number;
}

export interface CropView {
  readonly square: Square;
  /** Of the thickest mark this view fills, in pixels. */
  readonly thickness: number;
}

/**
 * Covers the hole with squares for a model that sees `netSide` × `netSide`, each with the surroundings it needs:
 *
 * - a compact mark gets one square of twice its size, and at least the net's own size, so that small marks stay sharp
 *   (on photos, squares of 1.5 or 2 times the net's side for the same mark were blurred and no better in shape);
 * - a long thin mark (a wire, a branch) gets a row of squares, each eight times as wide as the mark is thick;
 * - marks far apart get squares of their own; marks that lose nothing by it share one.
 */
export function planCrops(window: Pick<FillInput, "width" | "height" | "mask">, netSide: number): CropPlan {
  const grid = findMarks(window);
  for (let smallest = netSide; ; smallest *= 1.5) {
    const plan = cover(window, grid, smallest);
    if (plan.views.length <= MAX_VIEWS || smallest >= Math.max(window.width, window.height)) return plan;
  }
}

/** More runs than this per edit would keep the person waiting; fewer, softer squares are used instead. */
const MAX_VIEWS = 24;
/** The part of a square's side that the mark may take, in its middle: the rest is surroundings. */
const MARK_PART = 0.5;
/** A mark up to this side goes into one square even if it is thin: slightly softer, but without joins. */
const WHOLE_UP_TO_PIXELS = 512;
/** Less, and the net, which knows whole scenes, takes a close-up of clutter for something else; more, and it blurs. */
const SIDE_PER_THICKNESS = 8;

/** Marks that are filled together. */
interface Group {
  readonly labels: Set<number>;
  bounds: Bounds;
  /** Of the square, in pixels. */
  readonly viewSide: number;
  /** Of the thickest mark, in pixels. */
  thickness: number;
}

function cover(window: Pick<FillInput, "width" | "height">, grid: MarkGrid, smallest: number): CropPlan {
  const { cell, columns, labels } = grid;
  const owners = new Uint32Array(labels.length).fill(NOBODY);
  const views: CropView[] = [];
  for (const group of groupMarks(grid, smallest)) {
    const isOpen = (at: number) => owners[at] === NOBODY && group.labels.has(labels[at]!);
    const reach = Math.max(1, Math.floor((group.viewSide * MARK_PART) / cell));
    for (let rest = tighten(group.bounds, isOpen, columns); rest; rest = tighten(rest, isOpen, columns)) {
      const part = firstPart(rest, reach, isOpen, columns);
      eachCell(part, columns, (at) => {
        if (isOpen(at)) owners[at] = views.length;
      });
      views.push({ square: squareAround(part, cell, group.viewSide, window), thickness: group.thickness });
    }
  }
  return { views, viewOf: (x, y) => owners[Math.floor(y / cell) * columns + Math.floor(x / cell)]! };
}

const NOBODY = 0xffffffff;

/** Marks of about the same scale that fit into the middle of one square become a group; large squares come first. */
function groupMarks({ marks, cell }: MarkGrid, smallest: number): Group[] {
  const groups: Group[] = [];
  const wanted = marks.map((mark) => {
    const length = lengthOf(mark.bounds) * cell;
    const thickness = mark.thickness * cell;
    const whole = length / MARK_PART;
    const side = length <= WHOLE_UP_TO_PIXELS ? whole : Math.min(whole, thickness * SIDE_PER_THICKNESS);
    return { mark, thickness, viewSide: Math.ceil(Math.max(smallest, side)) };
  });
  wanted.sort((a, b) => b.viewSide - a.viewSide || a.mark.label - b.mark.label);
  for (const { mark, thickness, viewSide } of wanted) {
    const host = groups.find(
      (group) =>
        group.viewSide < 2 * viewSide &&
        lengthOf(union(group.bounds, mark.bounds)) * cell <= group.viewSide * MARK_PART,
    );
    if (host) {
      host.labels.add(mark.label);
      host.bounds = union(host.bounds, mark.bounds);
      host.thickness = Math.max(host.thickness, thickness);
    } else {
      groups.push({ labels: new Set([mark.label]), bounds: mark.bounds, viewSide, thickness });
    }
  }
  return groups;
}

/** What one square can reach of the bounds: all of it, or a piece at the end of its longer side. */
function firstPart(bounds: Bounds, reach: number, isOpen: (at: number) => boolean, columns: number): Bounds {
  if (lengthOf(bounds) <= reach) return bounds;
  const isWide = bounds.right - bounds.left >= bounds.bottom - bounds.top;
  const end = isWide
    ? { ...bounds, right: Math.min(bounds.right, bounds.left + reach) }
    : { ...bounds, bottom: Math.min(bounds.bottom, bounds.top + reach) };
  // Across its length, follow where the mark is at this end.
  const { left, top, right, bottom } = tighten(end, isOpen, columns) ?? end;
  return { left, top, right: Math.min(right, left + reach), bottom: Math.min(bottom, top + reach) };
}

/** A square with these cells in its middle, moved into the window as far as it fits. */
function squareAround(
  part: Bounds,
  cell: number,
  viewSide: number,
  window: Pick<FillInput, "width" | "height">,
): Square {
  const side = Math.min(viewSide, Math.max(window.width, window.height));
  const start = (from: number, to: number, limit: number) => {
    if (side >= limit) return Math.round((limit - side) / 2);
    return Math.min(Math.max(0, Math.round(((from + to) * cell - side) / 2)), limit - side);
  };
  return { x: start(part.left, part.right, window.width), y: start(part.top, part.bottom, window.height), side };
}

/** The bounds of the wanted cells within these bounds, or null when there are none. */
function tighten(bounds: Bounds, isWanted: (at: number) => boolean, columns: number): Bounds | null {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  eachCell(bounds, columns, (at, x, y) => {
    if (!isWanted(at)) return;
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + 1);
    bottom = Math.max(bottom, y + 1);
  });
  return right > 0 ? { left, top, right, bottom } : null;
}

function eachCell(
  { left, top, right, bottom }: Bounds,
  columns: number,
  visit: (at: number, x: number, y: number) => void,
): void {
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) visit(y * columns + x, x, y);
}

function union(a: Bounds, b: Bounds): Bounds {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

function lengthOf({ left, top, right, bottom }: Bounds): number {
  return Math.max(right - left, bottom - top);
}
