import { LAYER_COLOURS, type LayerColour } from "#lib/client/layers/layer-meta.ts";
import type { MaskColour } from "#lib/client/mask-engine/protocol.ts";

/** The tokens that are drawn on canvases; they are the same in every theme, because the photo is. */
export interface StageColours {
  readonly mask: string;
  readonly layers: Readonly<Record<LayerColour, string>>;
  readonly light: string;
  readonly dark: string;
  readonly checker: readonly [string, string];
}

/** Read from the style sheet, the one place where colours are written. */
export function readStageColours(): StageColours {
  const styles = getComputedStyle(document.documentElement);
  const token = (name: string) => styles.getPropertyValue(`--color-${name}`).trim();
  return {
    mask: token("mask"),
    layers: byLayerColour((colour) => token(`layer-${colour}`)),
    light: token("photo-ink"),
    dark: token("photo-edge"),
    checker: [token("checker-a"), token("checker-b")],
  };
}

export const layerColourBytes = ({ layers }: StageColours): Readonly<Record<LayerColour, MaskColour>> =>
  byLayerColour((colour) => colourBytes(layers[colour]));

function byLayerColour<Value>(of: (colour: LayerColour) => Value): Readonly<Record<LayerColour, Value>> {
  return Object.fromEntries(LAYER_COLOURS.map((colour) => [colour, of(colour)])) as Record<LayerColour, Value>;
}

/** A colour written as #rrggbb, as bytes. */
function colourBytes(colour: string): MaskColour {
  const value = Number.parseInt(colour.replace("#", ""), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
