import type { ImagePoint, ScreenPoint } from "#lib/client/view/points.ts";
import { toImage, type Viewport } from "#lib/client/view/viewport.ts";
import type { Gesture } from "../tools/tool.ts";

/** One pointer event, freed of the DOM. */
export interface PointerInput extends ScreenPoint {
  readonly id: number;
  readonly type: "mouse" | "touch" | "pen";
  /** As in `PointerEvent.button`. */
  readonly button: number;
  /** In milliseconds, rising. */
  readonly time: number;
}

/** What the pointers act on. */
export interface PointerTarget {
  viewport(): Viewport;
  /** Begins a use of the chosen tool, or null where dragging moves the picture. */
  beginGesture(at: ImagePoint): Gesture | null;
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
  | {
      readonly kind: "gesture";
      readonly pointer: number;
      readonly gesture: Gesture;
      readonly began: PointerInput;
      last: ScreenPoint;
      travelled: number;
    }
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
/** A second finger this early, or before the first has gone far, shows that the first dab was not meant. */
const ACCIDENT_MILLIS = 300;
const ACCIDENT_PIXELS = 24;

/**
 * Turns pointers into gestures of the chosen tool, panning and pinching. One finger, pen or mouse uses the tool; a
 * second finger takes an accidental dab back and pinches; the middle button and the space bar pan. While a pen draws,
 * touches (a resting palm) are ignored.
 */
export class PointerController {
  readonly #target: PointerTarget;
  readonly #fingers = new Map<number, PointerInput>();
  #mode: Mode = IDLE;

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
    if (input.type === "touch") this.#fingers.set(input.id, input);
    const mode = this.#mode;
    if (mode.kind === "idle") this.#begin(input);
    else if (input.type === "touch" && this.#isByTouch(mode)) this.#secondFinger(mode);
    this.#target.onChange();
  }

  /** `inputs` are the positions since the last event, oldest first. */
  move(inputs: readonly PointerInput[]): void {
    const input = inputs.at(-1);
    if (!input) return;
    if (this.#fingers.has(input.id)) this.#fingers.set(input.id, input);
    const mode = this.#mode;
    if (mode.kind === "gesture" && mode.pointer === input.id) this.#draw(mode, inputs);
    else if (mode.kind === "pan" && mode.pointer === input.id) {
      this.#target.panBy(input.x - mode.last.x, input.y - mode.last.y);
      mode.last = input;
    } else if (mode.kind === "pinch") {
      const [a, b] = mode.pointers.map((id) => this.#fingers.get(id));
      if (a && b) this.#target.pinchTo(mode.start, mode.from, [a, b]);
    }
  }

  /** Also for a pointer that was released outside the window, as far as the browser tells. */
  up(input: PointerInput): void {
    const mode = this.#mode;
    if (mode.kind === "gesture" && mode.pointer === input.id) {
      const moved = Math.hypot(input.x - mode.last.x, input.y - mode.last.y) > 0;
      if (moved) mode.gesture.move([toImage(this.#target.viewport(), input)]);
      mode.gesture.end();
      this.#mode = IDLE;
    }
    this.#lift(input.id);
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

  #begin(input: PointerInput): void {
    const moves = input.button === 1 || this.#target.isMovingByKey();
    if (!moves && input.button !== 0) return;
    const gesture = moves ? null : this.#target.beginGesture(toImage(this.#target.viewport(), input));
    this.#mode = gesture
      ? { kind: "gesture", pointer: input.id, gesture, began: input, last: input, travelled: 0 }
      : { kind: "pan", pointer: input.id, last: input };
  }

  #draw(mode: Extract<Mode, { kind: "gesture" }>, inputs: readonly PointerInput[]): void {
    const viewport = this.#target.viewport();
    const step = this.#target.stepPixels();
    const points: ImagePoint[] = [];
    for (const input of inputs) {
      const distance = Math.hypot(input.x - mode.last.x, input.y - mode.last.y);
      if (distance < step) continue;
      mode.travelled += distance;
      mode.last = input;
      points.push(toImage(viewport, input));
    }
    if (points.length === 0) return;
    mode.gesture.move(points);
    this.#target.onChange();
  }

  #isByTouch(mode: Mode): boolean {
    if (mode.kind === "gesture") return mode.began.type === "touch";
    return mode.kind === "pan" ? this.#fingers.has(mode.pointer) : false;
  }

  #secondFinger(mode: Mode): void {
    const [first, second] = [...this.#fingers.values()];
    if (!first || !second) return;
    if (mode.kind === "gesture") {
      const isAccident = second.time - mode.began.time < ACCIDENT_MILLIS || mode.travelled < ACCIDENT_PIXELS;
      if (isAccident) mode.gesture.cancel();
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
