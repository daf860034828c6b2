import type { Size } from "../../raster.ts";
import { TILE } from "../tiles.ts";
import { NONE, type WallTree } from "./wall-tree.ts";

/** The sides of a tile, each opposite the one it is paired with. */
export const SIDES = { left: 0, right: 1, top: 2, bottom: 3 } as const;
export const SIDE_COUNT = 4;

/** A stretch of a tile's edge that lies in one node; `end` is exclusive. */
export interface EdgeRun {
  readonly side: number;
  readonly start: number;
  readonly end: number;
}

/**
 * What a tile's walls mean beyond it: its tree without the nodes that no two places of its edge tell apart. A hard edge
 * leaves a handful of them, the softest some thousands.
 */
export interface EdgeWalls {
  readonly value: Uint8Array;
  readonly parent: Int32Array;
  readonly children: readonly (readonly number[])[];
  /** Of each node. */
  readonly runs: readonly (readonly EdgeRun[])[];
  /** By side and place along it. */
  readonly nodeAt: Int32Array;
  /** Something inside the tile lies lower than every way out of it. */
  readonly hasPits: boolean;
}

/** The walls of a tile that is all one value. */
export function uniformWalls(value: number, { width, height }: Size): EdgeWalls {
  const runs = Array.from({ length: SIDE_COUNT }, (_, side) => ({ side, start: 0, end: side < 2 ? height : width }));
  return {
    value: Uint8Array.of(value),
    parent: Int32Array.of(NONE),
    children: [[]],
    runs: [runs],
    nodeAt: new Int32Array(SIDE_COUNT * TILE),
    hasPits: false,
  };
}

export function edgeWalls(tree: WallTree, size: Size): EdgeWalls {
  const { above, isKept, hasPits } = reduce(tree);
  const number = new Int32Array(tree.count).fill(NONE);
  const values: number[] = [];
  const parents: number[] = [];
  // From the top, where what is above is numbered already. Nodes of one value that are joined are one.
  for (let node = tree.count - 1; node >= 0; node--) {
    if (isKept[node] === 0) continue;
    const parent = above[node] as number;
    const known = parent === NONE ? NONE : (number[parent] as number);
    if (known !== NONE && values[known] === tree.value[node]) {
      number[node] = known;
      continue;
    }
    number[node] = values.length;
    values.push(tree.value[node] as number);
    parents.push(known);
  }
  const children: number[][] = values.map(() => []);
  parents.forEach((parent, node) => {
    if (parent !== NONE) children[parent]?.push(node);
  });
  const nodeAt = new Int32Array(SIDE_COUNT * TILE);
  forEachEdgePixel(size, (place, pixel) => {
    nodeAt[place] = number[tree.nodeAt(pixel)] as number;
  });
  const runs = edgeRuns(nodeAt, size, values.length);
  return { value: Uint8Array.from(values), parent: Int32Array.from(parents), children, runs, nodeAt, hasPits };
}

/** Places along the edge are numbered side × 256 + distance from the left or the top. */
export function forEachEdgePixel({ width, height }: Size, visit: (place: number, pixel: number) => void): void {
  for (let y = 0; y < height; y++) {
    visit(SIDES.left * TILE + y, y * TILE);
    visit(SIDES.right * TILE + y, y * TILE + width - 1);
  }
  for (let x = 0; x < width; x++) {
    visit(SIDES.top * TILE + x, x);
    visit(SIDES.bottom * TILE + x, (height - 1) * TILE + x);
  }
}

/** Keeps the nodes at the edge, and those where regions with such nodes meet. `above` is the next kept one of each. */
function reduce(tree: WallTree): { above: Int32Array; isKept: Uint8Array; hasPits: boolean } {
  const { count, parent, value, isAtEdge } = tree;
  const above = new Int32Array(count).fill(NONE);
  const isKept = isAtEdge.slice(0, count);
  /** The topmost kept node of the first region below with one. */
  const below = new Int32Array(count).fill(NONE);
  let hasPits = false;
  for (let node = 0; node < count; node++) {
    const first = below[node] as number;
    if (isKept[node] === 1 && first !== NONE) above[first] = node;
    const kept = isKept[node] === 1 ? node : first;
    const next = parent[node] as number;
    if (next === NONE) continue;
    if (kept === NONE) hasPits ||= (value[next] as number) > (value[node] as number);
    else if (below[next] === NONE) below[next] = kept;
    else {
      above[kept] = next;
      isKept[next] = 1;
    }
  }
  return { above, isKept, hasPits };
}

function edgeRuns(nodeAt: Int32Array, { width, height }: Size, count: number): EdgeRun[][] {
  const runs: EdgeRun[][] = Array.from({ length: count }, () => []);
  for (let side = 0; side < SIDE_COUNT; side++) {
    const length = side < 2 ? height : width;
    for (let start = 0; start < length; ) {
      const node = nodeAt[side * TILE + start] as number;
      let end = start + 1;
      while (end < length && nodeAt[side * TILE + end] === node) end++;
      runs[node]?.push({ side, start, end });
      start = end;
    }
  }
  return runs;
}
