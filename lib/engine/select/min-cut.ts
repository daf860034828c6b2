import { isInside, offsetsOf } from "./grid.ts";

export interface GridGraph {
  readonly width: number;
  readonly height: number;
  /** Per pixel: how much dearer it is to call it background than foreground; negative the other way round. */
  readonly terminal: Float32Array;
  /** `pixel * 8 + direction`: what it costs to part the pixel from that neighbour. Symmetric; 0 at the border. */
  readonly links: Float32Array;
}

const FREE = 0;
const SOURCE = 1;
const SINK = 2;
/** What a pixel of a tree hangs on, where it is not a neighbour's direction. */
const ROOT = 8;
const NOTHING = -1;
const EPSILON = 1e-6;

/**
 * The cheapest division of a picture into foreground (1) and background (0): minimum cut by Boykov and Kolmogorov's
 * two growing search trees (PAMI 2004). The weights in `graph` are used up.
 */
export function minCut({ width, height, terminal, links }: GridGraph): Uint8Array {
  const count = width * height;
  const offset = offsetsOf(width);
  const tree = new Uint8Array(count);
  const parent = new Int8Array(count).fill(NOTHING);
  const distance = new Int32Array(count);
  const stamp = new Int32Array(count);
  const queued = new Uint8Array(count);
  let active: number[] = [];
  let head = 0;
  let orphans: number[] = [];
  let time = 0;

  const activate = (at: number): void => {
    if (queued[at]) return;
    queued[at] = 1;
    active.push(at);
  };
  for (let at = 0; at < count; at++) {
    if (terminal[at] === 0) continue;
    tree[at] = (terminal[at] as number) > 0 ? SOURCE : SINK;
    parent[at] = ROOT;
    distance[at] = 1;
    activate(at);
  }

  /** What still flows from the pixel's tree side to its neighbour, or back for the sink's tree. */
  const residual = (at: number, d: number, side: number): number =>
    side === SOURCE ? (links[at * 8 + d] as number) : (links[(at + (offset[d] as number)) * 8 + (d ^ 1)] as number);

  /** Grows the trees until they meet. Returns the link between them, from the source's side, or -1. */
  const grow = (): number => {
    while (head < active.length) {
      const at = active[head] as number;
      const side = tree[at] as number;
      if (side !== FREE) {
        for (let d = 0; d < 8; d++) {
          if (!isInside(at, d, width, height) || residual(at, d, side) <= EPSILON) continue;
          const to = at + (offset[d] as number);
          if (tree[to] === FREE) {
            tree[to] = side;
            parent[to] = d ^ 1;
            stamp[to] = stamp[at] as number;
            distance[to] = (distance[at] as number) + 1;
            activate(to);
          } else if (tree[to] !== side) {
            return side === SOURCE ? at * 8 + d : to * 8 + (d ^ 1);
          }
        }
      }
      queued[at] = 0;
      head++;
      if (head > 65_536) {
        active = active.slice(head);
        head = 0;
      }
    }
    return -1;
  };

  const augment = (link: number): void => {
    const from = link >> 3;
    const d = link & 7;
    const to = from + (offset[d] as number);
    let flow = links[link] as number;
    for (const [start, side] of [
      [from, SOURCE],
      [to, SINK],
    ] as const) {
      let at = start;
      for (; parent[at] !== ROOT; at += offset[parent[at] as number] as number) {
        const up = parent[at] as number;
        flow = Math.min(flow, residual(at + (offset[up] as number), up ^ 1, side));
      }
      flow = Math.min(flow, Math.abs(terminal[at] as number));
    }
    push(from, d, flow);
    for (const [start, side] of [
      [from, SOURCE],
      [to, SINK],
    ] as const) {
      let at = start;
      while (parent[at] !== ROOT) {
        const up = parent[at] as number;
        const above = at + (offset[up] as number);
        if (side === SOURCE) push(above, up ^ 1, flow);
        else push(at, up, flow);
        if (residual(above, up ^ 1, side) <= EPSILON) orphan(at);
        at = above;
      }
      terminal[at] = (terminal[at] as number) - (side === SOURCE ? flow : -flow);
      if (Math.abs(terminal[at] as number) <= EPSILON) orphan(at);
    }
  };

  const push = (at: number, d: number, flow: number): void => {
    links[at * 8 + d] = (links[at * 8 + d] as number) - flow;
    const back = (at + (offset[d] as number)) * 8 + (d ^ 1);
    links[back] = (links[back] as number) + flow;
  };
  const orphan = (at: number): void => {
    parent[at] = NOTHING;
    orphans.push(at);
  };

  /** Steps from a pixel to its tree's root, or 0 where it hangs on an orphan. */
  const stepsToRoot = (start: number): number => {
    let steps = 0;
    let at = start;
    for (;;) {
      if (stamp[at] === time) {
        steps += distance[at] as number;
        break;
      }
      steps++;
      if (parent[at] === ROOT) {
        stamp[at] = time;
        distance[at] = 1;
        break;
      }
      if (parent[at] === NOTHING) return 0;
      at += offset[parent[at] as number] as number;
    }
    const found = steps;
    for (let mark = start; stamp[mark] !== time; mark += offset[parent[mark] as number] as number) {
      stamp[mark] = time;
      distance[mark] = steps--;
    }
    return found;
  };

  const adopt = (at: number): void => {
    const side = tree[at] as number;
    let best = NOTHING;
    let least = Number.POSITIVE_INFINITY;
    for (let d = 0; d < 8; d++) {
      if (!isInside(at, d, width, height)) continue;
      const near = at + (offset[d] as number);
      if (tree[near] !== side || parent[near] === NOTHING || residual(near, d ^ 1, side) <= EPSILON) continue;
      const steps = stepsToRoot(near);
      if (steps > 0 && steps < least) [least, best] = [steps, d];
    }
    if (best !== NOTHING) {
      parent[at] = best;
      stamp[at] = time;
      distance[at] = least + 1;
      return;
    }
    for (let d = 0; d < 8; d++) {
      if (!isInside(at, d, width, height)) continue;
      const near = at + (offset[d] as number);
      if (tree[near] !== side) continue;
      if (residual(near, d ^ 1, side) > EPSILON) activate(near);
      if (parent[near] === (d ^ 1)) orphan(near);
    }
    tree[at] = FREE;
  };

  for (let link = grow(); link >= 0; link = grow()) {
    time++;
    augment(link);
    for (let next = 0; next < orphans.length; next++) adopt(orphans[next] as number);
    orphans = [];
  }
  return tree.map((side) => (side === SOURCE ? 1 : 0));
}
