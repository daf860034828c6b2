import type { ScreenPoint } from "#lib/client/view/points.ts";
import type { Viewport } from "#lib/client/view/viewport.ts";
import type { StrokePoint } from "#lib/domain/mask-engine/operation.ts";
import type { Gesture, HeldKeys } from "../tools/gesture.ts";
import { Drawing } from "./drawing.ts";
import {
  heldAtPress,
  isMiddle,
  isPalm,
  type PointerInput,
  strokePoint,
  usesTool,
  wasReleased,
} from "./pointer-input.ts";

/** What the pointers act on. */
export interface PointerTarget {
  viewport(): Viewport;
  /** Begins a use of the chosen tool, or null where dragging moves the picture. */
  beginGesture(at: StrokePoint, held: HeldKeys, type: PointerInput["type"]): Gesture | null;
  panBy(dx: number, dy: number): void;
  pinchTo(start: Viewport, from: readonly [ScreenPoint, ScreenPoint], to: readonly [ScreenPoint, ScreenPoint]): void;
  /** The space bar is held: dragging moves the picture whatever the tool. */
  isMovingByKey(): boolean;
  /** The smallest step worth noting, in CSS pixels. */
  stepPixels(): number;
  onChange(): void;
}

type Mode =
  | { readonly kind: "idle" }
  | Drawing
  | { readonly kind: "pan"; readonly pointer: number; last: ScreenPoint }
  | {
      readonly kind: "pinch";
      readonly start: Viewport;
      readonly from: readonly [ScreenPoint, ScreenPoint];
      readonly pointers: readonly [number, number];
    }
  /** Fingers left over from a pinch do nothing until all are lifted. */
  | { readonly kind: "waiting" };

const IDLE: Mode = { kind: "idle" };
/** A touch this soon after a sign of the pen is the hand that holds it. */
const PEN_NEAR_MILLIS = 300;

/**
 * Turns pointers into gestures of the chosen tool, panning and pinching. A pen, the mouse or one finger uses the tool; a
 * second finger takes an accidental dab back and pinches; the middle button and the space bar pan. Once a pen has been
 * used, it draws and fingers pan; a palm, by its size or by the pen that is near, does nothing.
 */
export class PointerController {
  readonly #target: PointerTarget;
  readonly #fingers = new Map<number, PointerInput>();
  #mode: Mode = IDLE;
  /** When the pen was last near the screen. */
  #penAt = Number.NEGATIVE_INFINITY;
  #hasPen = false;

  constructor(target: PointerTarget) {
    this.#target = target;
  }

  get gesture(): Gesture | null {
    return this.#mode.kind === "gesture" ? this.#mode.gesture : null;
  }

  get isPanning(): boolean {
    return this.#mode.kind === "pan";
  }

  down(input: PointerInput): void {
    if (input.type === "pen") this.#penDown(input);
    if (input.type === "touch") {
      if (isPalm(input) || input.time - this.#penAt < PEN_NEAR_MILLIS) return;
      this.#fingers.set(input.id, input);
    }
    const mode = this.#mode;
    if (mode.kind === "idle") this.#begin(input);
    else if (input.type === "touch" && this.#isByTouch(mode)) this.#secondFinger(mode);
    this.#target.onChange();
  }

  /** `inputs` are the positions since the last event, oldest first; `predicted` those expected next. */
  move(inputs: readonly PointerInput[], predicted: readonly PointerInput[] = []): void {
    const input = inputs.at(-1);
    if (!input) return;
    if (input.type === "pen") this.#penAt = input.time;
    if (this.#fingers.has(input.id)) this.#fingers.set(input.id, input);
    const mode = this.#mode;
    if (mode.kind === "gesture" && mode.pointer === input.id) {
      if (wasReleased(input)) this.up(input);
      else this.#draw(mode, inputs, predicted);
    } else if (mode.kind === "pan" && mode.pointer === input.id) {
      this.#target.panBy(input.x - mode.last.x, input.y - mode.last.y);
      mode.last = input;
    } else if (mode.kind === "pinch") {
      const [a, b] = mode.pointers.map((id) => this.#fingers.get(id));
      if (a && b) this.#target.pinchTo(mode.start, mode.from, [a, b]);
    }
  }

  up(input: PointerInput): void {
    const mode = this.#mode;
    if (mode.kind === "gesture" && mode.pointer === input.id) mode.moveToEnd(input, this.#target.viewport());
    this.lost(input.id);
  }

  /** The pointer will not be heard of again, and nobody took it away: what it did until here counts. */
  lost(id: number): void {
    const mode = this.#mode;
    if (mode.kind === "gesture" && mode.pointer === id) {
      mode.gesture.end();
      this.#mode = IDLE;
    }
    this.#lift(id);
  }

  /** The system took the pointer away: what it did was not meant. */
  cancel(id: number): void {
    const mode = this.#mode;
    if (mode.kind === "gesture" && mode.pointer === id) {
      mode.gesture.cancel();
      this.#mode = IDLE;
    }
    this.#lift(id);
  }

  /** Takes back the gesture under way (Escape). False when there is none. */
  cancelGesture(): boolean {
    if (this.#mode.kind !== "gesture") return false;
    this.#mode.gesture.cancel();
    this.#mode = { kind: "waiting" };
    this.#target.onChange();
    return true;
  }

  /** What touches did until now was the hand coming down with the pen. */
  #penDown(input: PointerInput): void {
    this.#penAt = input.time;
    this.#hasPen = true;
    const mode = this.#mode;
    const isByFingers = mode.kind === "pinch" || mode.kind === "waiting" || this.#isByTouch(mode);
    this.#fingers.clear();
    if (!isByFingers) return;
    if (mode.kind === "gesture") mode.gesture.cancel();
    this.#mode = IDLE;
  }

  #begin(input: PointerInput): void {
    const isFingerBesidePen = this.#hasPen && input.type === "touch";
    const moves = isMiddle(input) || this.#target.isMovingByKey() || isFingerBesidePen;
    if (!moves && !usesTool(input)) return;
    const at = strokePoint(this.#target.viewport(), input);
    const held = heldAtPress(input);
    const gesture = moves ? null : this.#target.beginGesture(at, held, input.type);
    this.#mode = gesture ? new Drawing(gesture, input) : { kind: "pan", pointer: input.id, last: input };
  }

  #draw(mode: Drawing, inputs: readonly PointerInput[], predicted: readonly PointerInput[]): void {
    const viewport = this.#target.viewport();
    if (!mode.move(inputs, viewport, this.#target.stepPixels())) return;
    mode.gesture.predict?.(predicted.map((input) => strokePoint(viewport, input)));
    this.#target.onChange();
  }

  #isByTouch(mode: Mode): boolean {
    if (mode.kind === "gesture") return mode.isByTouch;
    return mode.kind === "pan" ? this.#fingers.has(mode.pointer) : false;
  }

  #secondFinger(mode: Mode): void {
    const [first, second] = [...this.#fingers.values()];
    if (!first || !second) return;
    if (mode.kind === "gesture") {
      if (mode.wasAccident(second)) mode.gesture.cancel();
      else mode.gesture.end();
    }
    const from = [first, second] as const;
    this.#mode = { kind: "pinch", start: this.#target.viewport(), from, pointers: [first.id, second.id] };
  }

  #lift(id: number): void {
    this.#fingers.delete(id);
    const mode = this.#mode;
    if (mode.kind === "pan" && mode.pointer === id) this.#mode = IDLE;
    if (mode.kind === "pinch" && mode.pointers.includes(id)) this.#mode = { kind: "waiting" };
    if (this.#mode.kind === "waiting" && this.#fingers.size === 0) this.#mode = IDLE;
    this.#target.onChange();
  }
}
