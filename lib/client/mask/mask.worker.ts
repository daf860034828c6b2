import type { TileRange } from "../view/tile-plan.ts";
import { encodeGreyPng } from "./grey-png.ts";
import { MaskDocument } from "./mask-document.ts";
import { MaskMips } from "./mips.ts";
import type { FromWorker, MaskColour, MaskStep, ToWorker } from "./protocol.ts";
import { TILE, TILE_BYTES, tileKey, tileX, tileY } from "./tiles.ts";

/** The part of the worker's global scope that is used; the page's DOM types do not describe it. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const NOWHERE: TileRange = { left: 0, top: 0, right: 0, bottom: 0 };

/** Holds one mask, and sends what the stage shows of it. */
class MaskHost {
  readonly #document: string;
  readonly #mask: MaskDocument;
  readonly #mips: MaskMips;
  readonly #colour: MaskColour;
  #level = 0;
  #range = NOWHERE;
  #sequence = 0;
  /** Keys at the shown level that the page has not been sent. */
  #pending = new Set<number>();
  #whole = false;
  #sending = false;

  constructor({ document, image, colour }: Extract<ToWorker, { type: "open" }>) {
    this.#document = document;
    this.#mask = new MaskDocument(image);
    this.#mips = new MaskMips(image, (key) => this.#mask.tile(key));
    this.#colour = colour;
  }

  /** The page has turned to this mask: it holds none of its tiles. */
  open(): void {
    this.#range = NOWHERE;
    this.#pending.clear();
    this.#whole = true;
    this.#tellState();
  }

  step(sequence: number, step: MaskStep): void {
    take(this.#mask, step);
    this.#sequence = sequence;
    const shown = this.#mips.invalidate(this.#mask.takeDirty(), this.#level);
    for (const key of shown) if (isWithin(this.#range, key)) this.#pending.add(key);
    void this.#send();
    if (step.kind !== "begin" && step.kind !== "extend") this.#tellState();
  }

  view(level: number, range: TileRange): void {
    const sameLevel = level === this.#level;
    const known = sameLevel ? this.#range : NOWHERE;
    if (!sameLevel) this.#pending.clear();
    this.#whole ||= !sameLevel;
    this.#level = level;
    this.#range = range;
    for (const key of [...this.#pending]) if (!isWithin(range, key)) this.#pending.delete(key);
    for (let y = range.top; y < range.bottom; y++)
      for (let x = range.left; x < range.right; x++)
        if (!isWithin(known, tileKey(x, y))) this.#pending.add(tileKey(x, y));
    void this.#send();
  }

  async encode(ticket: number): Promise<void> {
    const png = await encodeGreyPng(this.#mask.image, this.#mask.snapshot()).catch(() => null);
    scope.postMessage({ type: "encoded", ticket, png });
  }

  #tellState(): void {
    scope.postMessage({ type: "state", document: this.#document, state: this.#mask.facts() });
  }

  /** One reply at a time: steps that arrive meanwhile go into the next one, so a slow page is never flooded. */
  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    // Lets every message that is already waiting be taken first.
    await new Promise((resolve) => setTimeout(resolve));
    const sequence = await this.#sendPending().finally(() => {
      this.#sending = false;
    });
    if (this.#pending.size > 0 || this.#sequence !== sequence || this.#whole) void this.#send();
  }

  async #sendPending(): Promise<number> {
    const [level, range, sequence, whole] = [this.#level, this.#range, this.#sequence, this.#whole];
    const drawn = [...this.#pending].map((key) => ({ key, pixels: this.#tint(level, key) }));
    this.#pending.clear();
    this.#whole = false;
    const tiles = await Promise.all(
      drawn.map(async ({ key, pixels }) => ({ key, bitmap: pixels && (await createImageBitmap(pixels)) })),
    );
    const bitmaps = tiles.flatMap(({ bitmap }) => (bitmap ? [bitmap] : []));
    scope.postMessage({ type: "shown", document: this.#document, level, range, sequence, tiles, whole }, bitmaps);
    return sequence;
  }

  #tint(level: number, key: number): ImageData | null {
    const tile = this.#mips.tile(level, key);
    if (!tile) return null;
    const pixels = new ImageData(TILE, TILE);
    const [red, green, blue] = this.#colour;
    // Every machine a browser runs on is little-endian: the bytes lie as red, green, blue, alpha.
    const words = new Uint32Array(pixels.data.buffer);
    const colour = (blue << 16) | (green << 8) | red;
    for (let index = 0; index < TILE_BYTES; index++) words[index] = ((tile[index] as number) << 24) | colour;
    return pixels;
  }
}

function take(mask: MaskDocument, step: MaskStep): void {
  if (step.kind === "begin") mask.beginStroke(step.brush, step.at);
  else if (step.kind === "extend") mask.extendStroke(step.points);
  else if (step.kind === "commit") mask.commitStroke();
  else if (step.kind === "abort") mask.abortStroke();
  else if (step.kind === "apply") mask.apply(step.operation);
  else if (step.kind === "undo") mask.undo();
  else mask.redo();
}

function isWithin(range: TileRange, key: number): boolean {
  const [x, y] = [tileX(key), tileY(key)];
  return x >= range.left && x < range.right && y >= range.top && y < range.bottom;
}

const hosts = new Map<string, MaskHost>();
let current: MaskHost | undefined;

function open(message: Extract<ToWorker, { type: "open" }>): MaskHost {
  const host = hosts.get(message.document) ?? new MaskHost(message);
  hosts.set(message.document, host);
  host.open();
  return host;
}

scope.onmessage = ({ data }) => {
  if (data.type === "open") current = open(data);
  else if (data.type === "step") current?.step(data.sequence, data.step);
  else if (data.type === "view") current?.view(data.level, data.range);
  else void current?.encode(data.ticket);
};
