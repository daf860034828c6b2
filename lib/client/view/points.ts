/** A point on the stage in CSS pixels, from its top-left corner. */
export interface ScreenPoint {
  readonly space?: "screen";
  readonly x: number;
  readonly y: number;
}

export type { ImagePoint } from "#lib/domain/geometry.ts";
