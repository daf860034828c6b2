import { type PackedTile, packTile } from "./packed-tile.ts";
import type { LayerSettings } from "./settings/layer-settings.ts";

/** Anything that JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** A layer without its pixels. */
export interface LayerInfo {
  readonly id: string;
  readonly settings: LayerSettings;
  /** What the editor keeps with the layer, such as its name: the engine stores it and takes it back, no more. */
  readonly meta: Json;
}

/** The layers from bottom to top, at least one, and the id of the one that is drawn on. */
export interface LayerList {
  readonly layers: readonly LayerInfo[];
  readonly active: string;
}

/**
 * One step of undo: what stands on the other side of it. Undoing or redoing exchanges it with what stands here. Only what
 * the step touched is in it.
 */
export interface Step {
  readonly list: LayerList | null;
  /** By layer and tile key; null where there is no tile. */
  readonly tiles: ReadonlyMap<string, ReadonlyMap<number, PackedTile | null>>;
}

/** What a step and each of its tiles cost in memory besides their packed bytes, about. */
const OVERHEAD_BYTES = 64;

/** The step with its tiles packed. Takes longer than all else that is done about a step. */
export function packStep({ list, tiles }: Step): Step {
  const packed = [...tiles].map(([id, own]) => {
    const ownPacked = [...own].map(([key, tile]) => [key, tile && packTile(tile)] as const);
    return [id, new Map(ownPacked)] as const;
  });
  return { list, tiles: new Map(packed) };
}

export function stepBytes(step: Step): number {
  let bytes = OVERHEAD_BYTES;
  if (step.list) bytes += 2 * JSON.stringify(step.list).length;
  for (const tiles of step.tiles.values()) {
    for (const packed of tiles.values()) bytes += OVERHEAD_BYTES + (packed?.length ?? 0);
  }
  return bytes;
}
