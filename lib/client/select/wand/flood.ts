import type { Blocks } from "./blocks.ts";

export interface Found {
  readonly blocks: Blocks;
  /** By block; those without a found pixel may be missing. A byte a pixel, 1 where found. */
  readonly found: ReadonlyMap<number, Uint8Array>;
}

/** A matching pixel that is found: taken out of what is left to find. */
const FOUND = 2;

/**
 * Spreads over matching pixels that share a side, from block to block. A block that is reached waits until its matches
 * are known; what is reached in it meanwhile waits with it.
 */
export class Flood implements Found {
  readonly blocks: Blocks;
  readonly #matches = new Map<number, Uint8Array<ArrayBuffer>>();
  /** Pixels, by their place in the block, from which the flood has yet to spread. */
  readonly #waiting = new Map<number, number[]>();
  readonly #wet = new Set<number>();

  constructor(blocks: Blocks, start: number, seed: number) {
    this.blocks = blocks;
    this.#waiting.set(start, [seed]);
  }

  /** Blocks whose matches must be known before the flood can go on. */
  reached(): Iterable<number> {
    return this.#waiting.keys();
  }

  /** Tells the matches of a block that was reached: 1 where a pixel matches. They are the flood's own from here on. */
  enter(block: number, matches: Uint8Array<ArrayBuffer>): void {
    this.#matches.set(block, matches);
    const pending = [block];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const wetted of this.#spreadIn(next)) if (this.#matches.has(wetted)) pending.push(wetted);
    }
  }

  get found(): ReadonlyMap<number, Uint8Array> {
    return new Map(
      [...this.#wet].map((block) => [
        block,
        (this.#matches.get(block) as Uint8Array).map((it) => (it === FOUND ? 1 : 0)),
      ]),
    );
  }

  /** Spreads within one block. Answers the neighbours that have something new waiting. */
  #spreadIn(block: number): Set<number> {
    const matches = this.#matches.get(block) as Uint8Array;
    const { width, height } = this.blocks.rect(block);
    const stack = this.#waiting.get(block) ?? [];
    this.#waiting.delete(block);
    const beyond = new Set<number>();
    const cross = (right: number, down: number, pixel: number) => {
      const other = this.blocks.beside(block, right, down);
      if (other !== null && this.#wait(other, pixel)) beyond.add(other);
    };
    for (let pixel = stack.pop(); pixel !== undefined; pixel = stack.pop()) {
      if (matches[pixel] !== 1) continue;
      this.#wet.add(block);
      const row = pixel - (pixel % width);
      let left = pixel;
      while (left > row && matches[left - 1] === 1) left--;
      let right = pixel + 1;
      while (right < row + width && matches[right] === 1) right++;
      matches.fill(FOUND, left, right);
      const y = row / width;
      if (left === row) cross(-1, 0, (y + 1) * this.#widthBeside(block, -1) - 1);
      if (right === row + width) cross(1, 0, y * this.#widthBeside(block, 1));
      for (let at = left; at < right; at++) {
        // One pixel of each run of matches in the rows beside is enough.
        const isNew = (from: number) => matches[from] === 1 && (at === left || matches[from - 1] !== 1);
        if (y === 0) cross(0, -1, (this.blocks.side - 1) * width + at - row);
        else if (isNew(at - width)) stack.push(at - width);
        if (y === height - 1) cross(0, 1, at - row);
        else if (isNew(at + width)) stack.push(at + width);
      }
    }
    return beyond;
  }

  #widthBeside(block: number, right: number): number {
    const other = this.blocks.beside(block, right, 0);
    return other === null ? 0 : this.blocks.rect(other).width;
  }

  /** Whether it must be looked at: a pixel known not to match, or found already, need not. */
  #wait(block: number, pixel: number): boolean {
    const matches = this.#matches.get(block);
    if (matches && matches[pixel] !== 1) return false;
    const waiting = this.#waiting.get(block);
    if (waiting) waiting.push(pixel);
    else this.#waiting.set(block, [pixel]);
    return true;
  }
}
