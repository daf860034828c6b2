import type { PaintMode } from "#lib/client/mask/operation.ts";
import type { ImagePoint } from "#lib/client/view/points.ts";
import type { Gesture, ToolContext } from "./tool.ts";

/** A freehand stroke of the brush's size: what brush and eraser share. */
export function strokeGesture(mode: PaintMode, at: ImagePoint, { mask, radius }: ToolContext): Gesture {
  mask.beginStroke({ mode, radius }, at);
  return {
    move: (points) => mask.extendStroke(points),
    end: () => mask.commitStroke(),
    cancel: () => mask.abortStroke(),
  };
}
