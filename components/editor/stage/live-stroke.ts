import type { LivePiece } from "#lib/client/mask-engine/mask-session.ts";
import { toScreen, type Viewport } from "#lib/client/view/viewport.ts";
import type { Brush, StrokePoint } from "#lib/domain/mask-engine/operation.ts";
import { stretchesOf } from "#lib/domain/mask-engine/pressure.ts";

/** Strokes of shrinking width that lie over each other: together they fade as the brush does, within 3 %. */
const RINGS = 12;

/**
 * Draws the end of a stroke that the mask's worker has not shown yet, as nearly like its tiles as a canvas can. All pieces
 * of a stroke are one path, so that their joints do not add up; under a pen whose pressure counts, one path for each
 * stretch that is drawn alike.
 */
export function drawLiveStroke(
  context: CanvasRenderingContext2D,
  live: readonly LivePiece[],
  viewport: Viewport,
  colour: string,
): void {
  const brush = live[0]?.brush;
  if (!brush) return;
  context.globalCompositeOperation = brush.mode === "add" ? "source-over" : "destination-out";
  context.strokeStyle = colour;
  context.lineCap = "round";
  context.lineJoin = "round";
  const points = live.flatMap((piece) => piece.points);
  for (const { path, as } of brush.pressure ? pathsByPressure(brush, points) : [{ path: points, as: brush }]) {
    const line = pathOf(path, viewport);
    for (const { radius, alpha } of ringsOf(as)) {
      context.globalAlpha = alpha;
      context.lineWidth = radius * 2 * viewport.scale;
      context.stroke(line);
    }
  }
}

function* pathsByPressure(brush: Brush, points: readonly StrokePoint[]) {
  for (const [index, to] of points.entries()) {
    const from = points[Math.max(0, index - 1)] as StrokePoint;
    for (const { from: start, to: end, ...how } of stretchesOf(brush, from, to)) {
      yield { path: [start, end], as: { ...brush, ...how } };
    }
  }
}

function pathOf(points: readonly StrokePoint[], viewport: Viewport): Path2D {
  const path = new Path2D();
  points.forEach((point, index) => {
    const { x, y } = toScreen(viewport, point);
    if (index === 0) path.moveTo(x, y);
    if (index > 0) path.lineTo(x, y);
    // A line of no length is not drawn; the shortest one shows as a dot.
    else if (points.length === 1) path.lineTo(x + 0.01, y);
  });
  return path;
}

/** From the rim inwards, each with what it adds to those below. */
function ringsOf({ radius, hardness = 1, opacity = 1 }: Brush): { radius: number; alpha: number }[] {
  if (hardness === 1) return [{ radius, alpha: opacity }];
  let covered = 0;
  return Array.from({ length: RINGS }, (_, index) => {
    const share = (index + 0.5) / RINGS;
    const wanted = opacity * share * share * (3 - 2 * share);
    const alpha = (wanted - covered) / (1 - covered);
    covered = wanted;
    return { radius: radius * (1 - (index / RINGS) * (1 - hardness)), alpha };
  });
}
