import type { SelectionRequest } from "#lib/contracts/selection.ts";
import { intersect, wholeOf } from "#lib/domain/geometry.ts";
import type { Rect, Size } from "#lib/domain/raster.ts";
import type { ImagePoint } from "../view/points.ts";

/** What someone has pointed at an object with. */
export type Pointing =
  | { readonly kind: "point"; readonly at: ImagePoint }
  | { readonly kind: "box"; readonly box: Rect }
  | { readonly kind: "outline"; readonly points: readonly ImagePoint[] };

/** An object as the server is asked for it. */
export type ObjectWish = Pick<SelectionRequest, "points" | "box" | "lasso">;

type Label = "add" | "remove";

/** As many corners and points as one request may have. */
const MOST_CORNERS = 1000;
const MOST_POINTS = 50;

/** Asks for what is pointed at; null where that lies beside the picture. */
export function wishFor(pointing: Pointing, picture: Size): ObjectWish | null {
  if (pointing.kind === "point") return withPoint({}, pointing.at, "add", picture);
  if (pointing.kind === "box") {
    const box = intersect(pointing.box, wholeOf(picture));
    return box && box.width >= 1 && box.height >= 1 ? { box } : null;
  }
  const step = Math.ceil(pointing.points.length / MOST_CORNERS);
  const lasso = pointing.points
    .filter((_, index) => index % step === 0)
    .map(({ x, y }): [number, number] => [clamp(x, picture.width), clamp(y, picture.height)]);
  return lasso.length >= 3 ? { lasso } : null;
}

/** The same object with a point more that belongs to it, or does not; null beside the picture, or when there are too many. */
export function withPoint(wish: ObjectWish, { x, y }: ImagePoint, label: Label, picture: Size): ObjectWish | null {
  const { points = [] } = wish;
  if (x < 0 || y < 0 || x >= picture.width || y >= picture.height || points.length >= MOST_POINTS) return null;
  return { ...wish, points: [...points, { x, y, label }] };
}

const clamp = (value: number, length: number): number => Math.min(length, Math.max(0, value));
