import type { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import { MaskMips } from "#lib/domain/mask-engine/mips.ts";
import { tileKey, tileX, tileY } from "#lib/domain/mask-engine/tiles.ts";
import type { TileRange } from "../view/tile-plan.ts";
import type { LayerLook, MaskColour, Post } from "./protocol.ts";
import { tint } from "./tint.ts";

interface ShownLayer {
  readonly mips: MaskMips;
  /** The colour of what the page has; null where it has nothing. */
  sentIn: MaskColour | null;
  /** Keys at the shown level that the page has not been sent as they are now. */
  readonly pending: Set<number>;
}

/**
 * While a stroke goes on, the page draws its end itself: tiles that come as often as frames take processor time from them
 * and show nothing new.
 */
const STROKE_PACE_MILLIS = 50;

const NOWHERE: TileRange = { left: 0, top: 0, right: 0, bottom: 0 };
const UNSEEN: LayerLook = { colour: [0, 0, 0], isVisible: false };

/** Sends the page the tiles of each visible layer that are on the stage, in the layer's colour, whenever they change. */
export class MaskDisplaySender {
  readonly #name: string;
  readonly #mask: MaskDocument;
  readonly #post: Post;
  readonly #layers = new Map<string, ShownLayer>();
  #looks: ReadonlyMap<string, LayerLook> = new Map();
  #others = UNSEEN;
  #level = 0;
  #range = NOWHERE;
  #sequence = 0;
  #whole = false;
  /** When what has changed is sent, as by `performance.now()`; never where nothing has. */
  #due = Number.POSITIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isSending = false;
  readonly #onSent: () => void;

  /** `onSent` is called whenever the page has been sent all there is. */
  constructor(name: string, mask: MaskDocument, post: Post, onSent: () => void = () => {}) {
    this.#name = name;
    this.#mask = mask;
    this.#post = post;
    this.#onSent = onSent;
  }

  /** The page holds no tiles, and has not said which it shows. */
  forget(): void {
    this.#range = NOWHERE;
    this.#startOver();
  }

  /** Shown at once, or soon while the stroke that changes the mask is under way. */
  changed(sequence: number, isUnderWay = false): void {
    this.#sequence = sequence;
    this.#request(isUnderWay ? STROKE_PACE_MILLIS : 0);
  }

  look(looks: ReadonlyMap<string, LayerLook>, others: LayerLook): void {
    this.#looks = looks;
    this.#others = others;
    this.#request();
  }

  view(level: number, range: TileRange): void {
    const known = this.#range;
    this.#range = range;
    if (level !== this.#level) {
      this.#level = level;
      this.#startOver();
    } else
      for (const { pending } of this.#layers.values()) {
        for (const key of [...pending]) if (!isWithin(range, key)) pending.delete(key);
        for (const key of keysIn(range)) if (!isWithin(known, key)) pending.add(key);
      }
    this.#request();
  }

  #startOver(): void {
    this.#whole = true;
    for (const layer of this.#layers.values()) {
      layer.sentIn = null;
      layer.pending.clear();
    }
  }

  #request(within = 0): void {
    const due = performance.now() + within;
    if (due >= this.#due) return;
    this.#due = due;
    if (!this.#isSending) this.#schedule();
  }

  /** By a timer also at once: every message that is already waiting is taken first. */
  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), Math.max(0, this.#due - performance.now()));
  }

  /** One reply at a time: steps that arrive meanwhile go into the next one, so a slow page is never flooded. */
  async #send(): Promise<void> {
    this.#due = Number.POSITIVE_INFINITY;
    this.#isSending = true;
    try {
      await this.#sendPending();
    } finally {
      this.#isSending = false;
      if (this.#due < Number.POSITIVE_INFINITY) this.#schedule();
      else this.#onSent();
    }
  }

  async #sendPending(): Promise<void> {
    const [level, range, sequence, whole] = [this.#level, this.#range, this.#sequence, this.#whole];
    this.#whole = false;
    const ids = this.#mask.layers.list.layers.map(({ id }) => id);
    const layers = ids.filter((id) => this.#lookOf(id).isVisible);
    for (const [id, layer] of this.#layers) {
      if (!ids.includes(id)) this.#layers.delete(id);
      else if (!layers.includes(id)) layer.sentIn = null;
    }
    const drawn = layers.flatMap((id) => this.#draw(id));
    const tiles = await Promise.all(
      drawn.map(async ({ pixels, ...tile }) => ({ ...tile, bitmap: pixels && (await createImageBitmap(pixels)) })),
    );
    const bitmaps = tiles.flatMap(({ bitmap }) => (bitmap ? [bitmap] : []));
    this.#post({ type: "shown", document: this.#name, level, range, sequence, layers, tiles, whole }, bitmaps);
  }

  #draw(id: string): { layer: string; key: number; pixels: ImageData | null }[] {
    const { colour } = this.#lookOf(id);
    const layer = this.#layerOf(id);
    for (const key of layer.mips.invalidate(this.#mask.layers.mask(id).takeChanged(), this.#level)) {
      if (isWithin(this.#range, key)) layer.pending.add(key);
    }
    const isNew = layer.sentIn === null;
    if (layer.sentIn?.join() !== colour.join()) for (const key of keysIn(this.#range)) layer.pending.add(key);
    layer.sentIn = colour;
    const drawn = [...layer.pending].map((key) => {
      const tile = layer.mips.tile(this.#level, key);
      return { layer: id, key, pixels: tile ? tint(tile, colour) : null };
    });
    layer.pending.clear();
    return isNew ? drawn.filter(({ pixels }) => pixels) : drawn;
  }

  #layerOf(id: string): ShownLayer {
    let layer = this.#layers.get(id);
    if (!layer) {
      const mask = this.#mask.layers.mask(id);
      layer = { mips: new MaskMips(this.#mask.image, (key) => mask.tile(key)), sentIn: null, pending: new Set() };
      this.#layers.set(id, layer);
    }
    return layer;
  }

  #lookOf(id: string): LayerLook {
    return this.#looks.get(id) ?? this.#others;
  }
}

function isWithin(range: TileRange, key: number): boolean {
  const [x, y] = [tileX(key), tileY(key)];
  return x >= range.left && x < range.right && y >= range.top && y < range.bottom;
}

function* keysIn(range: TileRange): Generator<number> {
  for (let y = range.top; y < range.bottom; y++) for (let x = range.left; x < range.right; x++) yield tileKey(x, y);
}
