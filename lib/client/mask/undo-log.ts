import { type PackedTile, packTile, unpackTile } from "./packed-tile.ts";
import type { Tiles } from "./tiles.ts";

type TileOrNone = Uint8Array<ArrayBuffer> | null;
type PutTile = (key: number, tile: TileOrNone) => void;
/** What the touched tiles hold on the other side of the step. */
type Step = Map<number, PackedTile | null>;

/** Packed bytes kept before the oldest steps are forgotten. A hundred large strokes take a few hundred KiB. */
const BUDGET_BYTES = 64 * 1024 * 1024;
/** What a step costs besides its packed bytes. */
const STEP_OVERHEAD_BYTES = 64;

/** Undo and redo as tile deltas: each step keeps only the tiles it touched, packed. */
export class UndoLog {
  #done: Step[] = [];
  #undone: Step[] = [];
  #bytes = 0;
  readonly #budgetBytes: number;

  constructor(budgetBytes = BUDGET_BYTES) {
    this.#budgetBytes = budgetBytes;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Notes a step by what its tiles held before. A step that touched nothing is not one. */
  push(before: ReadonlyMap<number, TileOrNone>): void {
    if (before.size === 0) return;
    const step = packStep(before);
    for (const lost of this.#undone) this.#bytes -= stepBytes(lost);
    this.#undone = [];
    this.#done.push(step);
    this.#bytes += stepBytes(step);
    while (this.#bytes > this.#budgetBytes && this.#done.length > 1)
      this.#bytes -= stepBytes(this.#done.shift() as Step);
  }

  undo(tiles: Tiles, put: PutTile): boolean {
    return this.#exchange(this.#done, this.#undone, tiles, put);
  }

  redo(tiles: Tiles, put: PutTile): boolean {
    return this.#exchange(this.#undone, this.#done, tiles, put);
  }

  #exchange(from: Step[], to: Step[], tiles: Tiles, put: PutTile): boolean {
    const step = from.pop();
    if (!step) return false;
    const other = packStep(new Map([...step.keys()].map((key) => [key, tiles.get(key) ?? null])));
    for (const [key, packed] of step) put(key, packed && unpackTile(packed));
    to.push(other);
    this.#bytes += stepBytes(other) - stepBytes(step);
    return true;
  }
}

function packStep(tiles: ReadonlyMap<number, TileOrNone>): Step {
  return new Map([...tiles].map(([key, tile]) => [key, tile && packTile(tile)]));
}

function stepBytes(step: Step): number {
  let bytes = STEP_OVERHEAD_BYTES;
  for (const packed of step.values()) bytes += STEP_OVERHEAD_BYTES + (packed?.length ?? 0);
  return bytes;
}
