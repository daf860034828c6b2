import type { LivePiece } from "#lib/client/mask-engine/mask-session.ts";
import { toScreen, type Viewport } from "#lib/client/view/viewport.ts";
import type { Brush } from "#lib/domain/mask-engine/operation.ts";

/** Strokes of shrinking width that lie over each other: together they fade as the brush does, within 3 %. */
const RINGS = 12;

/**
 * Draws the end of a stroke that the mask's worker has not shown yet, as nearly like its tiles as a canvas can. All pieces
 * of a stroke are one path, so that their joints do not add up.
 */
export function drawLiveStroke(
  context: CanvasRenderingContext2D,
  live: readonly LivePiece[],
  viewport: Viewport,
  colour: string,
): void {
  const brush = live[0]?.brush;
  if (!brush) return;
  const path = pathOf(live, viewport);
  context.globalCompositeOperation = brush.mode === "add" ? "source-over" : "destination-out";
  context.strokeStyle = colour;
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const { radius, alpha } of ringsOf(brush)) {
    context.globalAlpha = alpha;
    context.lineWidth = radius * 2 * viewport.scale;
    context.stroke(path);
  }
}

function pathOf(live: readonly LivePiece[], viewport: Viewport): Path2D {
  const path = new Path2D();
  const points = live.flatMap((piece) => piece.points);
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
