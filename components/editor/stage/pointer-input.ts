import type { ScreenPoint } from "#lib/client/view/points.ts";
import { toImage, type Viewport } from "#lib/client/view/viewport.ts";
import type { StrokePoint } from "#lib/domain/mask-engine/operation.ts";
import type { HeldKeys } from "../tools/gesture.ts";

/** One pointer event, freed of the DOM. */
export interface PointerInput extends ScreenPoint, HeldKeys {
  readonly id: number;
  readonly type: "mouse" | "touch" | "pen";
  /** As in `PointerEvent.button` and `PointerEvent.buttons`. */
  readonly button: number;
  readonly buttons: number;
  /** Of a pen, 0 to 1. */
  readonly pressure: number;
  /** The longer side of what touches the screen, in CSS pixels. */
  readonly contact: number;
  /** In milliseconds, rising. */
  readonly time: number;
}

/** `at` is where the event lies on what it is used on. */
export function pointerInput(event: PointerEvent, at: ScreenPoint): PointerInput {
  const type = event.pointerType === "touch" || event.pointerType === "pen" ? event.pointerType : "mouse";
  return {
    ...{ x: at.x, y: at.y, id: event.pointerId, type, time: event.timeStamp },
    ...{ button: event.button, buttons: event.buttons, pressure: event.pressure },
    ...{ contact: Math.max(event.width, event.height), shift: event.shiftKey, alt: event.altKey },
  };
}

/** What `PointerEvent.button` is for the other end of a pen. */
const ERASER = 5;
const MIDDLE = 1;
const PALM_PIXELS = 64;

export const usesTool = ({ button }: PointerInput): boolean => button === 0 || button === ERASER;
export const isMiddle = ({ button }: PointerInput): boolean => button === MIDDLE;
export const isPalm = ({ type, contact }: PointerInput): boolean => type === "touch" && contact > PALM_PIXELS;
/** It has been let go where the page was not told. */
export const wasReleased = ({ type, buttons }: PointerInput): boolean => type !== "touch" && buttons === 0;

/** Where it is on the picture; a mouse and a finger press as hard as can be. */
export function strokePoint(viewport: Viewport, input: PointerInput): StrokePoint {
  const at = toImage(viewport, input);
  return input.type === "pen" ? { ...at, pressure: input.pressure } : at;
}

/** The other end of a pen erases, as Alt does. */
export const heldAtPress = ({ shift, alt, button }: PointerInput): HeldKeys => ({
  shift,
  alt: alt || button === ERASER,
});
