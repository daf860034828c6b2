import { cornersOf, type ImagePoint } from "../geometry.ts";
import type { Rect, Size } from "../raster.ts";
import { Coverage } from "./coverage.ts";
import type { AlphaPart, Shape } from "./operation.ts";
import { rasterisePolygon } from "./polygon.ts";
import type { RowSink } from "./tile-rows.ts";
import type { Tiles } from "./tiles.ts";

/** How far, in pixels, the outline of an ellipse may be from the true one. */
const ELLIPSE_ERROR = 0.02;

/** The pixels of a shape, as far as they lie in the picture. */
export function rasterise(shape: Shape, image: Size): Tiles {
  const coverage = new Coverage(image);
  if (shape.kind === "polygon") rasterisePolygon(shape.points, image, coverage.sink);
  else if (shape.kind === "rectangle") rasterisePolygon(cornersOf(shape.rect), image, coverage.sink);
  else if (shape.kind === "ellipse") rasterisePolygon(ellipseOutline(shape.rect), image, coverage.sink);
  else for (const part of shape.parts) placeAlpha(part, image, coverage.sink);
  return coverage.finish();
}

/** As many corners as it takes for chords to stay within the error of the arc. */
function ellipseOutline({ x, y, width, height }: Rect): ImagePoint[] {
  const [across, down] = [width / 2, height / 2];
  const radius = Math.max(across, down, 1);
  const corners = Math.max(16, Math.ceil(Math.PI / Math.acos(1 - ELLIPSE_ERROR / radius)));
  return Array.from({ length: corners }, (_, index) => {
    const angle = (index / corners) * 2 * Math.PI;
    return { x: x + across + Math.cos(angle) * across, y: y + down + Math.sin(angle) * down };
  });
}

function placeAlpha({ x, y, width, height, data }: AlphaPart, image: Size, sink: RowSink): void {
  const [left, right] = [Math.max(0, x), Math.min(image.width, x + width)];
  if (left >= right) return;
  for (let row = Math.max(0, -y); row < Math.min(height, image.height - y); row++) {
    const start = row * width - x;
    sink(y + row, left, right - left, data.subarray(start + left, start + right));
  }
}
