import type { PaintMode, StrokePoint } from "#lib/domain/mask-engine/operation.ts";
import type { Gesture } from "./gesture.ts";
import type { ToolContext } from "./tool.ts";

const OTHER: Record<PaintMode, PaintMode> = { add: "subtract", subtract: "add" };

/**
 * A freehand stroke of the brush: what brush and eraser share. With Alt each does the other's work; with Shift a straight
 * line leads from where the last stroke ended.
 */
export function strokeGesture(mode: PaintMode, at: StrokePoint, context: ToolContext): Gesture {
  const { mask, brush, held, lastEnd } = context;
  const isLine = held.shift && lastEnd !== null;
  mask.beginStroke({ ...brush, mode: held.alt ? OTHER[mode] : mode }, isLine ? { ...lastEnd, ...pressureOf(at) } : at);
  if (isLine) mask.extendStroke([at]);
  let last = at;
  return {
    move: (points) => {
      last = points.at(-1) ?? last;
      mask.extendStroke(points);
    },
    predict: (points) => mask.predictStroke(points),
    end: () => {
      mask.commitStroke();
      context.strokeEnded({ x: last.x, y: last.y });
    },
    cancel: () => mask.abortStroke(),
  };
}

const pressureOf = ({ pressure }: StrokePoint) => (pressure === undefined ? {} : { pressure });
