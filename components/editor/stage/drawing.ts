import type { ScreenPoint } from "#lib/client/view/points.ts";
import type { Viewport } from "#lib/client/view/viewport.ts";
import type { StrokePoint } from "#lib/domain/mask-engine/operation.ts";
import type { Gesture, HeldKeys } from "../tools/gesture.ts";
import { type PointerInput, strokePoint } from "./pointer-input.ts";

/** A second finger this early, or before the first has gone far, shows that the first dab was not meant. */
const ACCIDENT_MILLIS = 300;
const ACCIDENT_PIXELS = 24;

/** A pointer that uses a tool, from press to release. */
export class Drawing {
  readonly kind = "gesture";
  readonly gesture: Gesture;
  readonly #began: PointerInput;
  /** Keys of the press that have not been let go: they are no news while dragging. */
  #stillHeld: HeldKeys;
  #last: ScreenPoint;
  #travelled = 0;

  constructor(gesture: Gesture, began: PointerInput) {
    this.gesture = gesture;
    this.#began = began;
    this.#stillHeld = { shift: began.shift, alt: began.alt };
    this.#last = began;
  }

  get pointer(): number {
    return this.#began.id;
  }

  get isByTouch(): boolean {
    return this.#began.type === "touch";
  }

  /** Leaves out what is less than `step` CSS pixels away from the point before. False when that was all of it. */
  move(inputs: readonly PointerInput[], viewport: Viewport, step: number): boolean {
    const points: StrokePoint[] = [];
    for (const input of inputs) {
      const distance = Math.hypot(input.x - this.#last.x, input.y - this.#last.y);
      if (distance < step) continue;
      this.#travelled += distance;
      this.#last = input;
      points.push(strokePoint(viewport, input));
    }
    const held = this.#heldNow(inputs.at(-1) as PointerInput);
    if (points.length > 0) this.gesture.move(points, held);
    return points.length > 0;
  }

  /** Goes to where the pointer was lifted; `end` is still to come. */
  moveToEnd(input: PointerInput, viewport: Viewport): void {
    const hasMoved = Math.hypot(input.x - this.#last.x, input.y - this.#last.y) > 0;
    // A pen that is being lifted presses no more, and would end every stroke in a thin tail.
    if (hasMoved && input.type !== "pen") this.gesture.move([strokePoint(viewport, input)], this.#heldNow(input));
  }

  /** Whether a second finger shows that the first one was not meant. */
  wasAccident(second: PointerInput): boolean {
    return second.time - this.#began.time < ACCIDENT_MILLIS || this.#travelled < ACCIDENT_PIXELS;
  }

  #heldNow({ shift, alt }: HeldKeys): HeldKeys {
    this.#stillHeld = { shift: this.#stillHeld.shift && shift, alt: this.#stillHeld.alt && alt };
    return { shift: shift && !this.#stillHeld.shift, alt: alt && !this.#stillHeld.alt };
  }
}
