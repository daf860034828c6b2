import { TILE } from "../tiles.ts";
import { type EdgeRun, type EdgeWalls, SIDE_COUNT, SIDES } from "./edge-walls.ts";
import { NONE } from "./wall-tree.ts";

/** A node's place is its tile's number times this, plus its own number in the tile. */
const NODES = 4096;

/**
 * Water that comes in from the picture's edge and rises (priority flood, one bucket for each of the 256 values): the level
 * at which it reaches a node is the lowest wall on any way there. Ways go over the four sides of pixels.
 *
 * `walls` are those of each tile, row by row. Answers the level of each of their nodes.
 */
export function flood(walls: readonly EdgeWalls[], columns: number): Uint8Array[] {
  const levels = walls.map(({ value }) => new Uint8Array(value.length));
  const isReached = walls.map(({ value }) => new Uint8Array(value.length));
  const waiting: number[][] = Array.from({ length: 256 }, () => []);

  const enter = (tile: number, node: number, level: number) => {
    const reached = isReached[tile] as Uint8Array;
    if (reached[node] === 1) return;
    reached[node] = 1;
    const risen = Math.max(level, (walls[tile] as EdgeWalls).value[node] as number);
    (levels[tile] as Uint8Array)[node] = risen;
    (waiting[risen] as number[]).push(tile * NODES + node);
  };
  const enterSide = (tile: number, side: number, start: number, end: number, level: number) => {
    const { nodeAt, value } = walls[tile] as EdgeWalls;
    let last = NONE;
    for (let place = side * TILE + start; place < side * TILE + end; place++) {
      const node = nodeAt[place] as number;
      if (node !== last) enter(tile, node, level);
      if (value.length === 1) return;
      last = node;
    }
  };
  const spread = (tile: number, node: number, level: number) => {
    const { parent, children, runs } = walls[tile] as EdgeWalls;
    const above = parent[node] as number;
    if (above !== NONE) enter(tile, above, level);
    for (const child of children[node] as readonly number[]) enter(tile, child, level);
    for (const { side, start, end } of runs[node] as readonly EdgeRun[]) {
      const beside = neighbour(tile, side, columns, walls.length);
      // Sides are numbered in pairs of opposites.
      if (beside !== NONE) enterSide(beside, side ^ 1, start, end, level);
    }
  };

  for (let tile = 0; tile < walls.length; tile++) {
    for (let side = 0; side < SIDE_COUNT; side++) {
      if (neighbour(tile, side, columns, walls.length) !== NONE) continue;
      for (const [node, runs] of (walls[tile] as EdgeWalls).runs.entries()) {
        if (runs.some((run) => run.side === side)) enter(tile, node, 0);
      }
    }
  }
  for (const [level, places] of waiting.entries()) {
    for (let place = places.pop(); place !== undefined; place = places.pop()) {
      spread(Math.floor(place / NODES), place % NODES, level);
    }
  }
  return levels;
}

/** `NONE` where the picture ends. */
function neighbour(tile: number, side: number, columns: number, count: number): number {
  const column = tile % columns;
  if (side === SIDES.left) return column > 0 ? tile - 1 : NONE;
  if (side === SIDES.right) return column < columns - 1 ? tile + 1 : NONE;
  const other = side === SIDES.top ? tile - columns : tile + columns;
  return other >= 0 && other < count ? other : NONE;
}
