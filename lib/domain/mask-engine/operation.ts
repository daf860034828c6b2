import type { ImagePoint } from "../geometry.ts";
import type { Rect } from "../raster.ts";

/** Whether painting marks pixels or takes marks away. */
export type PaintMode = "add" | "subtract";

/**
 * How a shape joins what is marked already: the greater value of both, what is left without the shape, the lesser value
 * of both, or the shape alone. Greater and lesser, not sums: doing the same twice changes nothing.
 */
export type CombineMode = PaintMode | "intersect" | "replace";

/** Values of a rectangle of pixels, row by row. May reach over the picture's edge; what lies beyond is left out. */
export interface AlphaPart extends Rect {
  /** `width × height` bytes, 0 to 255. */
  readonly data: Uint8Array;
}

/** What is marked at once. Lengths are image pixels and need not be whole. */
export type Shape =
  /** A closed outline; where it winds around itself there is no hole. */
  | { readonly kind: "polygon"; readonly points: readonly ImagePoint[] }
  | { readonly kind: "rectangle"; readonly rect: Rect }
  /** The ellipse that touches all four sides of `rect`. */
  | { readonly kind: "ellipse"; readonly rect: Rect }
  /** Pixels found by another tool. Parts do not overlap. */
  | { readonly kind: "alpha"; readonly parts: readonly AlphaPart[] };

/** A shape drawn by hand, and how it joins what is marked. */
export type DrawnShape = Exclude<Shape, { kind: "alpha" }> & { readonly mode: CombineMode };

/**
 * A change of a layer's mask that is complete in itself. Strokes are not here: they grow while the pointer moves
 * (`beginStroke`, `extendStroke`, `commitStroke`).
 */
export type MaskOperation = (Shape & { readonly mode: CombineMode }) | { readonly kind: "clear" };

export interface Brush {
  readonly mode: PaintMode;
  /** In image pixels. */
  readonly radius: number;
  /** The share of the radius that is painted fully, 0 to 1; from there it fades to the rim. 1 when left out. */
  readonly hardness?: number;
  /** How strongly the stroke marks at most, 0 to 1, however often it crosses itself. 1 when left out. */
  readonly opacity?: number;
  /** What the pressure of its points makes less of; nothing when left out. */
  readonly pressure?: "size" | "opacity";
}

export interface StrokePoint extends ImagePoint {
  /** Of a pen, 0 to 1; 1 when left out. */
  readonly pressure?: number;
}
