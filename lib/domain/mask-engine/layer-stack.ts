import type { Size } from "../raster.ts";
import { combine } from "./combine.ts";
import { FIRST_LAYER, inOrder, type LayerChange, layerOf, withAdded, withLayer, withoutLayer } from "./layer-change.ts";
import { LayerMask } from "./layer-mask.ts";
import { type PackedTile, unpackTile } from "./packed-tile.ts";
import { fitSettings, NO_SETTINGS } from "./settings/layer-settings.ts";
import type { LayerInfo, LayerList, Step } from "./step.ts";
import type { Tiles } from "./tiles.ts";

const NEW_LIST: LayerList = { layers: [{ id: FIRST_LAYER, settings: NO_SETTINGS, meta: null }], active: FIRST_LAYER };

/** The layers of a picture and their masks, and the change of them that is under way. */
export class LayerStack {
  readonly #image: Size;
  readonly #masks = new Map<string, LayerMask>();
  #list: LayerList;
  /** The list before the change under way, where that has changed it. */
  #listBefore: LayerList | null = null;
  readonly #unsaved = new Map<string, Set<number>>();

  constructor(image: Size, list: LayerList = NEW_LIST, tiles: ReadonlyMap<string, Tiles> = new Map()) {
    this.#image = image;
    this.#list = list;
    for (const [id, own] of tiles) this.#masks.set(id, new LayerMask(image, own));
    this.#applySettings();
  }

  get list(): LayerList {
    return this.#list;
  }

  /** The list as it was before the change under way. */
  get settledList(): LayerList {
    return this.#listBefore ?? this.#list;
  }

  get activeMask(): LayerMask {
    return this.mask(this.#list.active);
  }

  /** Also of a layer that is not in the list: empty. */
  mask(id: string): LayerMask {
    let mask = this.#masks.get(id);
    if (!mask) {
      mask = new LayerMask(this.#image);
      this.#masks.set(id, mask);
    }
    return mask;
  }

  /** Which layer is drawn on is no step of undo. */
  activate(id: string): void {
    if (layerOf(this.#list, id)) this.#list = { ...this.#list, active: id };
  }

  change(change: LayerChange): void {
    const list = this.#list;
    if (change.kind === "add") {
      if (!layerOf(list, change.id)) this.#setList(withAdded(list, newLayer(change)));
    } else if (change.kind === "reorder") {
      const ordered = inOrder(list, change.ids);
      if (ordered) this.#setList(ordered);
    } else if (change.kind === "duplicate") {
      const from = layerOf(list, change.from);
      if (!from || layerOf(list, change.id)) return;
      combine(this.mask(change.id).raw, rawTiles(this.mask(from.id)), "replace");
      this.#setList(withAdded(list, { ...newLayer(change), settings: from.settings }, from.id));
    } else if (change.kind === "merge") {
      if (change.from === change.into || !layerOf(list, change.from) || !layerOf(list, change.into)) return;
      const marked = this.mask(change.from).snapshot();
      this.#flatten(change.into);
      combine(this.mask(change.into).raw, marked, "add");
      this.#remove(change.from);
    } else if (change.kind === "clear") {
      for (const id of change.ids) if (layerOf(list, id)) this.#clear(id);
    } else if (layerOf(list, change.id)) this.#changeOne(change);
  }

  /** Ends the change. Answers it as a step whose tiles are still to be packed, or null where nothing has changed. */
  commit(): Step | null {
    const tiles = new Map<string, Map<number, PackedTile | null>>();
    for (const [id, { raw }] of this.#masks) {
      if (!raw.isChanging) continue;
      const before = raw.commit();
      if (before.size === 0) continue;
      tiles.set(id, new Map([...before].map(([key, tile]) => [key, tile ?? null])));
      this.#noteUnsaved(id, before.keys());
    }
    const list = this.#listBefore;
    this.#listBefore = null;
    this.#dropRemoved();
    return list || tiles.size > 0 ? { list, tiles } : null;
  }

  /** Takes the change under way back. */
  rollBack(): void {
    for (const { raw } of this.#masks.values()) if (raw.isChanging) raw.rollBack();
    if (!this.#listBefore) return;
    this.#list = this.#listBefore;
    this.#listBefore = null;
    this.#applySettings();
  }

  /** Does what a step holds, and answers the step back. */
  exchange(step: Step): Step {
    const list = step.list && this.#list;
    if (step.list) this.#list = step.list;
    for (const [id, tiles] of step.tiles) {
      const { raw } = this.mask(id);
      for (const [key, tile] of tiles) raw.put(key, tile ? unpackTile(tile) : undefined);
    }
    this.#applySettings();
    return { list, tiles: this.commit()?.tiles ?? new Map() };
  }

  /** Layers' tiles as drawn that were settled since the last question, by key. */
  takeUnsaved(): Map<string, Set<number>> {
    const unsaved = new Map(this.#unsaved);
    this.#unsaved.clear();
    return unsaved;
  }

  #changeOne(change: Extract<LayerChange, { id: string; kind: "remove" | "settings" | "flatten" | "meta" }>): void {
    const { id, kind } = change;
    if (kind === "remove") {
      if (this.#list.layers.length > 1) this.#remove(id);
    } else if (kind === "settings")
      this.#setList(withLayer(this.#list, id, { settings: fitSettings(change.settings) }));
    else if (kind === "meta") this.#setList(withLayer(this.#list, id, { meta: change.meta }));
    else this.#flatten(id);
  }

  #flatten(id: string): void {
    const mask = this.mask(id);
    combine(mask.raw, mask.snapshot(), "replace");
    this.#setList(withLayer(this.#list, id, { settings: NO_SETTINGS }));
  }

  #clear(id: string): void {
    combine(this.mask(id).raw, new Map(), "replace");
    const { settings } = layerOf(this.#list, id) as LayerInfo;
    this.#setList(withLayer(this.#list, id, { settings: { ...settings, invert: false } }));
  }

  #remove(id: string): void {
    combine(this.mask(id).raw, new Map(), "replace");
    this.#setList(withoutLayer(this.#list, id));
  }

  /** A list that says the same is no change. */
  #setList(list: LayerList): void {
    const before = this.#listBefore ?? this.#list;
    this.#list = list;
    this.#listBefore = JSON.stringify(before.layers) === JSON.stringify(list.layers) ? null : before;
    this.#applySettings();
  }

  #applySettings(): void {
    for (const { id, settings } of this.#list.layers) this.mask(id).settings = settings;
  }

  /** Undo makes them anew. */
  #dropRemoved(): void {
    for (const id of this.#masks.keys()) if (!layerOf(this.#list, id)) this.#masks.delete(id);
  }

  #noteUnsaved(id: string, keys: Iterable<number>): void {
    const unsaved = this.#unsaved.get(id) ?? new Set();
    for (const key of keys) unsaved.add(key);
    this.#unsaved.set(id, unsaved);
  }
}

const newLayer = ({ id, meta }: Pick<LayerInfo, "id" | "meta">): LayerInfo => ({ id, meta, settings: NO_SETTINGS });

/** Shared with the layer they are taken from: whoever writes makes copies. */
function rawTiles({ raw }: LayerMask): Tiles {
  raw.freeze();
  return new Map([...raw.keys()].flatMap((key) => [[key, raw.tile(key)]] as [number, Uint8Array<ArrayBuffer>][]));
}
