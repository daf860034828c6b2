import * as v from "valibot";
import type { MaskState } from "#lib/client/mask-engine/protocol.ts";
import type { Json } from "#lib/domain/mask-engine/step.ts";

/** Colours that most people who see fewer of them can tell apart; their values are in the style sheet. */
export const LAYER_COLOURS = ["pink", "blue", "amber", "green", "violet", "cyan"] as const;
export type LayerColour = (typeof LAYER_COLOURS)[number];

/** What tells layers apart without colour. */
export const LAYER_PATTERNS = ["rising", "falling", "dots", "cross", "grid", "solid"] as const;
export type LayerPattern = (typeof LAYER_PATTERNS)[number];

export const MAX_NAME_CHARACTERS = 60;

/** What the editor keeps with a layer, as a part of its undo and its saving. */
const layerMeta = v.object({
  /** Counts up as layers are made; names those that were given no name. */
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  name: v.nullable(v.pipe(v.string(), v.maxLength(MAX_NAME_CHARACTERS))),
  colour: v.picklist(LAYER_COLOURS),
  pattern: v.picklist(LAYER_PATTERNS),
  isVisible: v.boolean(),
  /** Nothing is painted on it. */
  isLocked: v.boolean(),
  /** With which it is shown, 0 to 1. What it marks does not depend on it. */
  opacity: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
});
export type LayerMeta = v.InferOutput<typeof layerMeta>;

/** A layer as the editor knows it. */
export interface EditorLayer extends Omit<MaskState["layers"][number], "meta"> {
  readonly meta: LayerMeta;
}

export function newMeta(number: number): LayerMeta {
  return {
    number,
    name: null,
    colour: LAYER_COLOURS[(number - 1) % LAYER_COLOURS.length] as LayerColour,
    pattern: LAYER_PATTERNS[(number - 1) % LAYER_PATTERNS.length] as LayerPattern,
    isVisible: true,
    isLocked: false,
    opacity: 1,
  };
}

/** Of a layer with which nothing is kept, such as the first one of a photo: as if it had just been made. */
function readMeta(kept: Json): LayerMeta {
  const parsed = v.safeParse(layerMeta, kept);
  return parsed.success ? parsed.output : newMeta(1);
}

const read = new WeakMap<MaskState["layers"], readonly EditorLayer[]>();

/** The layers of a mask, from bottom to top. The same list answers the same. */
export function editorLayers(layers: MaskState["layers"]): readonly EditorLayer[] {
  const known = read.get(layers);
  if (known) return known;
  const result = layers.map((layer) => ({ ...layer, meta: readMeta(layer.meta) }));
  read.set(layers, result);
  return result;
}

export const nextNumber = (layers: readonly EditorLayer[]): number =>
  Math.max(0, ...layers.map(({ meta }) => meta.number)) + 1;
