import type { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import type { Direction } from "#lib/domain/mask-engine/undo-log.ts";
import { MaskDisplaySender } from "./mask-display-sender.ts";
import { encodeGreyPng } from "./png/grey-png.ts";
import { readMaskPng } from "./png/read-mask-png.ts";
import type { MaskNotice, MaskStep, Post, ToWorker } from "./protocol.ts";
import type { MaskSaver } from "./storage/mask-saver.ts";

/** What a host is given: the mask, and what saves it, or null where nothing does. */
export interface HostedMask {
  readonly mask: MaskDocument;
  readonly saver: MaskSaver | null;
}

/** Holds one picture's masks in the worker: takes the page's steps, sends what the stage shows, and has it all saved. */
export class MaskHost {
  readonly display: MaskDisplaySender;
  readonly #name: string;
  readonly #mask: MaskDocument;
  readonly #saver: MaskSaver | null;
  readonly #post: Post;

  constructor(name: string, { mask, saver }: HostedMask, post: Post) {
    this.#name = name;
    this.#mask = mask;
    this.#saver = saver;
    this.#post = post;
    this.display = new MaskDisplaySender(name, mask, post);
  }

  /** The page has turned to this mask: it holds none of its tiles. */
  open(): void {
    this.display.forget();
    this.#tellState();
  }

  /** Settles when the step is done, and anything it had to wait for. */
  async step(sequence: number, step: MaskStep): Promise<void> {
    if (step.kind === "undo" || step.kind === "redo") await this.#move(step.kind);
    else take(this.#mask, step);
    await this.#changed(sequence, step.kind === "begin" || step.kind === "extend");
  }

  async import({ sequence, ticket, mask }: Extract<ToWorker, { type: "import" }>): Promise<void> {
    const read = await readMaskPng(mask, this.#mask.image);
    if (typeof read !== "string") this.#mask.combine(read, mask.mode);
    this.#post({ type: "imported", ticket, problem: typeof read === "string" ? read : null });
    await this.#changed(sequence, false);
  }

  async encode(ticket: number, layers: readonly string[] | null): Promise<void> {
    const tiles = this.#mask.snapshot(layers ?? undefined);
    const png = await encodeGreyPng(this.#mask.image, tiles).catch(() => null);
    this.#post({ type: "encoded", ticket, png });
  }

  async save(): Promise<void> {
    await this.#saver?.flush();
  }

  notice(notice: MaskNotice): void {
    this.#post({ type: "notice", document: this.#name, notice });
  }

  async #move(direction: Direction): Promise<void> {
    // First, or a stroke under way would count as a step of its own.
    this.#mask.abortStroke();
    if (!(await this.#mask.log.load(direction))) this.notice("history-lost");
    this.#mask[direction]();
  }

  async #changed(sequence: number, isUnderWay: boolean): Promise<void> {
    this.display.changed(sequence);
    this.#saver?.request(isUnderWay);
    if (!isUnderWay) this.#tellState();
    // Steps that come faster than the disk takes them wait for it, so that memory stays within its budget.
    if (this.#mask.log.isOverBudget) await this.save();
  }

  #tellState(): void {
    this.#post({ type: "state", document: this.#name, state: this.#mask.facts() });
  }
}

function take(mask: MaskDocument, step: Exclude<MaskStep, { kind: Direction }>): void {
  if (step.kind === "begin") mask.beginStroke(step.brush, step.at);
  else if (step.kind === "extend") mask.extendStroke(step.points);
  else if (step.kind === "commit") mask.commitStroke();
  else if (step.kind === "abort") mask.abortStroke();
  else if (step.kind === "apply") mask.apply(step.operation);
  else if (step.kind === "layers") mask.changeLayers(step.change);
  else if (step.kind === "try-layers") mask.tryLayers(step.change);
  else mask.activate(step.id);
}
