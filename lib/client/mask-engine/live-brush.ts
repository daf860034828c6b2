import type { Brush } from "#lib/domain/mask-engine/operation.ts";
import type { LayerSettings } from "#lib/domain/mask-engine/settings/layer-settings.ts";

/** A brush's falloff of this width spreads as much as a feathered edge, whose ends are faint. */
const FADE = 0.75;

/** The brush as its stroke will look once the layer's settings have been applied, as near as one brush can come. */
export function liveBrush(brush: Brush, { invert, grow, feather }: LayerSettings): Brush {
  const { radius, hardness = 1 } = brush;
  const marks = invert === (brush.mode === "subtract");
  const grown = Math.max(0, radius + (marks ? grow : -grow));
  const outer = grown + FADE * feather;
  const inner = Math.max(0, hardness * grown - FADE * feather);
  return { ...brush, mode: marks ? "add" : "subtract", radius: outer, hardness: outer > 0 ? inner / outer : 1 };
}
