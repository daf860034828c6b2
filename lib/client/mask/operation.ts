import type { ImagePoint } from "../view/points.ts";

/** Whether painting marks pixels or takes marks away. */
export type PaintMode = "add" | "subtract";

/**
 * A change of the mask that is complete in itself. Strokes are not here: they grow while the pointer moves
 * (`beginStroke`, `extendStroke`, `commitStroke`).
 */
export type MaskOperation =
  | { readonly kind: "polygon"; readonly mode: PaintMode; readonly points: readonly ImagePoint[] }
  | { readonly kind: "clear" };

export interface Brush {
  readonly mode: PaintMode;
  /** In image pixels. */
  readonly radius: number;
}
