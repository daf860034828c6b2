/** A point on the stage in CSS pixels, from its top-left corner. */
export interface ScreenPoint {
  readonly space?: "screen";
  readonly x: number;
  readonly y: number;
}

/** A point on the picture in image pixels; (0, 0) is the outer corner of the first pixel, its centre is (0.5, 0.5). */
export interface ImagePoint {
  readonly space?: "image";
  readonly x: number;
  readonly y: number;
}
