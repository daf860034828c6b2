import { packStep, type Step, stepBytes } from "./step.ts";

/** Packed bytes kept in memory. A hundred large strokes take a few hundred KiB. */
const BUDGET_BYTES = 64 * 1024 * 1024;

export type Direction = "undo" | "redo";

/** Numbers of steps: those before `position` are done, the others undone. `end` is exclusive. */
export interface LogRange {
  readonly first: number;
  readonly position: number;
  readonly end: number;
}

/** Where steps lie that are not in memory. Answers null for one that is lost or damaged. */
export interface StepArchive {
  read(number: number): Promise<Step | null>;
}

/**
 * Undo and redo. Each step is kept as what it exchanges, see `Step`. In memory is one run of steps around the position,
 * within a byte budget. What lies farther is let go once it has been written to the archive, and read back when undo or
 * redo comes near; with no archive it is forgotten.
 *
 * The newest step is kept as it came, so that nobody waits for packing it: `pack` does that when there is time, or else
 * the next step.
 */
export class UndoLog {
  /** Cleared when nothing more can be written to it; what it holds can still be read. */
  isArchiving: boolean;
  readonly #archive: StepArchive | null;
  readonly #budgetBytes: number;
  readonly #loaded = new Map<number, { readonly step: Step; readonly bytes: number; isSaved: boolean }>();
  #bytes = 0;
  /** The step that is not packed yet. */
  #fresh: number | null = null;
  #range: LogRange = { first: 0, position: 0, end: 0 };

  constructor(archive: StepArchive | null = null, range?: LogRange, budgetBytes = BUDGET_BYTES) {
    this.#archive = archive;
    this.isArchiving = archive !== null;
    this.#budgetBytes = budgetBytes;
    if (range) this.#range = range;
  }

  get range(): LogRange {
    return this.#range;
  }

  get canUndo(): boolean {
    return this.#range.position > this.#range.first;
  }

  get canRedo(): boolean {
    return this.#range.position < this.#range.end;
  }

  /** Packed bytes in memory; what is not packed yet does not count. */
  get bytes(): number {
    return this.#bytes;
  }

  /** More is in memory than should be, because the archive has not taken it yet. */
  get isOverBudget(): boolean {
    return this.#bytes > this.#budgetBytes;
  }

  /** Notes a step; what was undone before it is gone. */
  push(step: Step): void {
    this.pack();
    const { first, position, end } = this.#range;
    for (let number = position; number < end; number++) this.#drop(number);
    this.#range = { first, position: position + 1, end: position + 1 };
    this.#holdFresh(position, step);
  }

  /** Packs the newest step. */
  pack(): void {
    const fresh = this.#fresh;
    const held = fresh === null ? undefined : this.#loaded.get(fresh);
    if (fresh === null || !held) return;
    this.#drop(fresh);
    this.#hold(fresh, packStep(held.step), held.isSaved);
    this.#shrink();
  }

  /** Whether the next step that way is in memory, or there is none. */
  isReady(direction: Direction): boolean {
    const number = this.#next(direction);
    return number === null || this.#loaded.has(number);
  }

  /** Reads the next step that way from the archive. False when it is lost: the history then begins or ends here. */
  async load(direction: Direction): Promise<boolean> {
    const number = this.#next(direction);
    if (number === null || this.#loaded.has(number)) return true;
    const step = (await this.#archive?.read(number)) ?? null;
    if (step) this.#hold(number, step, true);
    else if (direction === "undo") this.#range = { ...this.#range, first: number + 1 };
    else this.#range = { ...this.#range, end: number };
    return step !== null;
  }

  /** Goes one step back or forth, by exchanging what stands with `exchange`. False when there is none in memory. */
  move(direction: Direction, exchange: (step: Step) => Step): boolean {
    const number = this.#next(direction);
    const held = number === null ? undefined : this.#loaded.get(number);
    if (number === null || !held) return false;
    if (this.#fresh !== number) this.pack();
    const other = exchange(held.step);
    this.#drop(number);
    this.#holdFresh(number, other);
    this.#range = { ...this.#range, position: direction === "undo" ? number : number + 1 };
    return true;
  }

  /** Steps that the archive does not have as they are now, packed. */
  unsaved(): Map<number, Step> {
    this.pack();
    return new Map([...this.#loaded].filter(([, { isSaved }]) => !isSaved).map(([number, { step }]) => [number, step]));
  }

  /** The archive has these now, unless they have been exchanged since. */
  markSaved(steps: ReadonlyMap<number, Step>): void {
    for (const [number, step] of steps) {
      const held = this.#loaded.get(number);
      if (held?.step === step) held.isSaved = true;
    }
    this.#shrink();
  }

  #next(direction: Direction): number | null {
    const { position } = this.#range;
    if (direction === "undo") return this.canUndo ? position - 1 : null;
    return this.canRedo ? position : null;
  }

  #hold(number: number, step: Step, isSaved: boolean): void {
    const bytes = stepBytes(step);
    this.#loaded.set(number, { step, bytes, isSaved });
    this.#bytes += bytes;
  }

  #holdFresh(number: number, step: Step): void {
    this.#loaded.set(number, { step, bytes: 0, isSaved: false });
    this.#fresh = number;
  }

  #drop(number: number): void {
    if (this.#fresh === number) this.#fresh = null;
    this.#bytes -= this.#loaded.get(number)?.bytes ?? 0;
    this.#loaded.delete(number);
  }

  /** Lets go of the steps farthest from the position, but for those that the archive is still to get. */
  #shrink(): void {
    while (this.isOverBudget) {
      const number = this.#farthest();
      if (number === null) return;
      if (this.#loaded.get(number)?.isSaved) this.#drop(number);
      else this.#forget(number);
    }
  }

  /** Null where only the next step either way is left. */
  #farthest(): number | null {
    const { position } = this.#range;
    let farthest: number | null = null;
    let most = 0;
    for (const [number, { isSaved }] of this.#loaded) {
      const distance = number < position ? position - 1 - number : number - position;
      if (distance <= most || (this.isArchiving && !isSaved)) continue;
      farthest = number;
      most = distance;
    }
    return farthest;
  }

  #forget(number: number): void {
    this.#drop(number);
    if (number < this.#range.position) this.#range = { ...this.#range, first: number + 1 };
    else this.#range = { ...this.#range, end: number };
  }
}
