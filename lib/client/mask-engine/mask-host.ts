import type { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import type { Direction } from "#lib/domain/mask-engine/undo-log.ts";
import { MaskDisplaySender } from "./mask-display-sender.ts";
import { encodeGreyPng } from "./png/grey-png.ts";
import { readMaskPng } from "./png/read-mask-png.ts";
import type { MaskNotice, MaskStep, Post, ToWorker } from "./protocol.ts";
import type { MaskSaver } from "./storage/mask-saver.ts";

/** The page draws what it was sent in its next frame; what it is told before would hold that up. */
const FRAME_MILLIS = 20;

/** What a host is given: the mask, and what saves it, or null where nothing does. */
export interface HostedMask {
  readonly mask: MaskDocument;
  readonly saver: MaskSaver | null;
}

/**
 * Holds one picture's masks in the worker: takes the page's steps, sends what the stage shows, and has it all saved. What
 * is shown comes first; the facts of a step and its saving take as long again, and wait until it has been drawn.
 */
export class MaskHost {
  readonly display: MaskDisplaySender;
  readonly #name: string;
  readonly #mask: MaskDocument;
  readonly #saver: MaskSaver | null;
  readonly #post: Post;
  /** Of the last step that has ended. */
  #sequence = 0;
  /** It is neither told nor saved. */
  #isUnsettled = false;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(name: string, { mask, saver }: HostedMask, post: Post) {
    this.#name = name;
    this.#mask = mask;
    this.#saver = saver;
    this.#post = post;
    this.display = new MaskDisplaySender(name, mask, post, () => this.#settleSoon());
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

  encode(ticket: number, layers: readonly string[] | null): void {
    this.#post({ type: "encoded", ticket, png: this.#png(layers) });
  }

  async save(): Promise<void> {
    this.#settle();
    await this.#saver?.flush();
  }

  notice(notice: MaskNotice): void {
    this.#post({ type: "notice", document: this.#name, notice });
  }

  /** Null where there is no room for it. */
  #png(layers: readonly string[] | null): Blob | null {
    try {
      return encodeGreyPng(this.#mask.image, this.#mask.snapshot(layers ?? undefined));
    } catch {
      return null;
    }
  }

  async #move(direction: Direction): Promise<void> {
    // First, or a stroke under way would count as a step of its own.
    this.#mask.abortStroke();
    if (!(await this.#mask.log.load(direction))) this.notice("history-lost");
    this.#mask[direction]();
  }

  async #changed(sequence: number, isUnderWay: boolean): Promise<void> {
    if (isUnderWay) this.#saver?.request(true);
    else {
      this.#sequence = sequence;
      this.#isUnsettled = true;
    }
    this.display.changed(sequence, isUnderWay);
    // Steps that come faster than the disk takes them wait for it, so that memory stays within its budget.
    if (this.#mask.log.isOverBudget) await this.save();
  }

  #settleSoon(): void {
    if (this.#isUnsettled) this.#settling ??= setTimeout(() => this.#settle(), FRAME_MILLIS);
  }

  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = undefined;
    if (!this.#isUnsettled) return;
    this.#isUnsettled = false;
    this.#tellState();
    this.#mask.log.pack();
    this.#saver?.request(false);
  }

  #tellState(): void {
    this.#post({ type: "state", document: this.#name, sequence: this.#sequence, state: this.#mask.facts() });
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
