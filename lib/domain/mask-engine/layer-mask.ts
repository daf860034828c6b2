import type { Size } from "../raster.ts";
import { featherRule } from "./settings/feather.ts";
import { HoleFilling } from "./settings/fill-holes.ts";
import { growRule } from "./settings/grow.ts";
import { INVERT } from "./settings/invert.ts";
import { type LayerSettings, NO_SETTINGS } from "./settings/layer-settings.ts";
import { smoothRule } from "./settings/smooth.ts";
import { TileStage } from "./settings/tile-stage.ts";
import { type MaskFacts, MaskStatistics } from "./statistics.ts";
import { TileStore } from "./tile-store.ts";
import type { Tile, TileSource, Tiles } from "./tiles.ts";

interface Stage extends TileSource {
  invalidate(keys: Iterable<number>): Set<number>;
}

/** The settings in their order, and what each does to the tiles of the one before; null where it is not set. */
const STAGES: readonly {
  readonly setting: keyof LayerSettings;
  readonly make: (image: Size, source: TileSource, settings: LayerSettings) => Stage;
}[] = [
  { setting: "fillHoles", make: (image, source) => new HoleFilling(image, source) },
  { setting: "invert", make: (image, source) => new TileStage(image, source, INVERT) },
  { setting: "smooth", make: (image, source, { smooth }) => new TileStage(image, source, smoothRule(smooth)) },
  { setting: "grow", make: (image, source, { grow }) => new TileStage(image, source, growRule(grow)) },
  { setting: "feather", make: (image, source, { feather }) => new TileStage(image, source, featherRule(feather)) },
];

/**
 * One layer's mask: the tiles as drawn (`raw`), and the mask its settings make of them, which is this object's own
 * tiles. They are made when asked for, kept, and made again only within reach of what has changed.
 */
export class LayerMask implements TileSource {
  readonly raw: TileStore;
  readonly #image: Size;
  readonly #statistics: MaskStatistics;
  #settings = NO_SETTINGS;
  #stages: { readonly setting: keyof LayerSettings; readonly value: boolean | number; readonly stage: Stage }[] = [];
  #changed = new Set<number>();

  constructor(image: Size, tiles?: Tiles) {
    this.#image = image;
    this.raw = new TileStore(image, tiles);
    this.#statistics = new MaskStatistics(image);
    this.#note(this.raw.keys());
  }

  /** Stages before the first setting that differs are kept with their tiles. */
  set settings(settings: LayerSettings) {
    const wanted = STAGES.filter(({ setting }) => settings[setting] !== NO_SETTINGS[setting]);
    const kept = wanted.findIndex(({ setting }, index) => {
      const old = this.#stages[index];
      return old?.setting !== setting || old.value !== settings[setting];
    });
    if (kept === -1 && wanted.length === this.#stages.length) return;
    this.#refresh();
    const shownBefore = new Set(this.#last.keys());
    this.#settings = settings;
    this.#stages.length = kept === -1 ? wanted.length : kept;
    for (const { setting, make } of wanted.slice(this.#stages.length)) {
      const stage = make(this.#image, this.#last, settings);
      this.#stages.push({ setting, value: settings[setting], stage });
    }
    this.#note(shownBefore);
    this.#note(this.#last.keys());
  }

  get settings(): LayerSettings {
    return this.#settings;
  }

  tile(key: number): Tile | undefined {
    this.#refresh();
    return this.#last.tile(key);
  }

  keys(): Iterable<number> {
    this.#refresh();
    return this.#last.keys();
  }

  facts(): MaskFacts {
    this.#refresh();
    return this.#statistics.facts(this.#last);
  }

  /** The tiles as they are now; later changes do not touch what was handed out. */
  snapshot(): Tiles {
    this.#refresh();
    this.raw.freeze();
    const tiles: Tiles = new Map();
    for (const key of this.#last.keys()) {
      const tile = this.#last.tile(key);
      if (tile) tiles.set(key, tile);
    }
    return tiles;
  }

  /** Keys of tiles that may have changed since the last question. */
  takeChanged(): ReadonlySet<number> {
    this.#refresh();
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  get #last(): TileSource {
    return this.#stages.at(-1)?.stage ?? this.raw;
  }

  #refresh(): void {
    let keys = this.raw.takeDirty();
    if (keys.size === 0) return;
    for (const { stage } of this.#stages) keys = stage.invalidate(keys);
    this.#note(keys);
  }

  #note(keys: Iterable<number>): void {
    for (const key of keys) {
      this.#changed.add(key);
      this.#statistics.forget(key);
    }
  }
}
