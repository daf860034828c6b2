import type { LivePiece } from "#lib/client/mask-engine/mask-session.ts";
import { toScreen, type Viewport } from "#lib/client/view/viewport.ts";
import { type Stretch, stretchesOf } from "#lib/domain/mask-engine/pressure.ts";
import { liveRect } from "./layer-drawing.ts";

/** Rims of a soft brush that lie in each other: together they fade as the brush does, within 3 %. */
const RINGS = 12;

export interface LiveStroke {
  /** What the tiles do not show yet: pieces of one stroke. */
  readonly live: readonly LivePiece[];
  /** What they show of the same stroke, as far as the others may lie over it. */
  readonly shown: readonly LivePiece[];
}

export interface LiveLook {
  readonly viewport: Viewport;
  readonly pixelRatio: number;
  readonly colour: string;
  /** A canvas of the same size, for what is drawn in several steps; null where there is none to be had. */
  readonly sheet: () => CanvasRenderingContext2D | null;
}

/**
 * Draws the end of a stroke that the mask's worker has not shown yet, as nearly like its tiles as a canvas can. A stroke
 * marks nothing twice: what can be seen through is drawn only where the tiles do not show the stroke already.
 */
export function drawLiveStroke(context: CanvasRenderingContext2D, stroke: LiveStroke, look: LiveLook): void {
  const brush = stroke.live[0]?.brush;
  const area = liveRect(stroke.live, look.viewport, look.pixelRatio);
  if (!brush || !area) return;
  const live = stroke.live.flatMap(stretchesIn);
  const { hardness = 1 } = brush;
  const opacity = live.reduce((sum, stretch) => sum + stretch.opacity, 0) / live.length;
  context.save();
  context.globalCompositeOperation = brush.mode === "add" ? "source-over" : "destination-out";
  if (hardness === 1 && opacity === 1) {
    fill(context, live, 1, look);
    context.restore();
    return;
  }
  const shown = stroke.shown.flatMap(stretchesIn);
  const sheet = look.sheet();
  for (const { share, alpha } of ringsOf(hardness, opacity)) {
    if (!sheet) break;
    sheet.clearRect(area.x, area.y, area.width, area.height);
    sheet.globalCompositeOperation = "source-over";
    fill(sheet, live, share, look);
    sheet.globalCompositeOperation = "destination-out";
    fill(sheet, shown, share, look);
    context.globalAlpha = alpha;
    const { x, y, width, height } = area;
    context.drawImage(sheet.canvas, x, y, width, height, x, y, width, height);
  }
  context.restore();
}

function stretchesIn({ brush, points }: LivePiece): Stretch[] {
  const [first] = points;
  if (first && points.length === 1) return [...stretchesOf(brush, first, first)];
  return points.slice(1).flatMap((to, index) => [...stretchesOf(brush, points[index] ?? to, to)]);
}

/** All of them as one shape, which covers nothing twice; `share` of the brush's radius. */
function fill(
  context: CanvasRenderingContext2D,
  stretches: readonly Stretch[],
  share: number,
  { viewport, pixelRatio, colour }: LiveLook,
): void {
  const shape = new Path2D();
  for (const stretch of stretches) {
    const [from, to] = [toScreen(viewport, stretch.from), toScreen(viewport, stretch.to)];
    const radius = stretch.radius * share * viewport.scale;
    const side = Math.atan2(to.y - from.y, to.x - from.x) + Math.PI / 2;
    shape.moveTo(from.x + radius * Math.cos(side), from.y + radius * Math.sin(side));
    shape.arc(from.x, from.y, radius, side, side + Math.PI);
    shape.arc(to.x, to.y, radius, side + Math.PI, side + 2 * Math.PI);
    shape.closePath();
  }
  context.save();
  context.scale(pixelRatio, pixelRatio);
  context.fillStyle = colour;
  context.fill(shape);
  context.restore();
}

/** From the rim inwards: each one's share of the radius, and what it adds to those below. */
function ringsOf(hardness: number, opacity: number): { share: number; alpha: number }[] {
  if (hardness === 1) return [{ share: 1, alpha: opacity }];
  let covered = 0;
  return Array.from({ length: RINGS }, (_, index) => {
    const share = (index + 0.5) / RINGS;
    const wanted = opacity * share * share * (3 - 2 * share);
    const alpha = (wanted - covered) / (1 - covered);
    covered = wanted;
    return { share: 1 - (index / RINGS) * (1 - hardness), alpha };
  });
}
