import type { ImagePoint } from "#lib/client/view/points.ts";
import { toImage, toScreen, type Viewport } from "#lib/client/view/viewport.ts";
import type { Size } from "#lib/domain/raster.ts";
import { type Gesture, type HeldKeys, NOTHING_HELD } from "../tools/gesture.ts";

export interface KeyboardTarget {
  /** Size of the picture on the stage. */
  picture(): Size;
  viewport(): Viewport;
  stage(): Size;
  beginGesture(at: ImagePoint, held: HeldKeys): Gesture | null;
  /** The chosen tool is used whole by one press. */
  isTap(): boolean;
  /** The cursor has moved while no tool is put down. */
  hover(at: ImagePoint): void;
  panBy(dx: number, dy: number): void;
  onChange(): void;
}

export type Speed = "fine" | "normal" | "fast";

/** CSS pixels per press; `fine` is one pixel of the picture. */
const STEP: Record<Exclude<Speed, "fine">, number> = { normal: 12, fast: 60 };
/** The cursor stays this far from the stage's edge; the picture moves instead. */
const MARGIN = 40;

/**
 * A cursor on the picture that is steered by keys and does everything a pointer does: press to put the tool down, steer,
 * press again to lift it; a tool that is used by clicks needs one press only.
 */
export class KeyboardCursor {
  readonly #target: KeyboardTarget;
  #position: ImagePoint | null = null;
  #gesture: Gesture | null = null;

  constructor(target: KeyboardTarget) {
    this.#target = target;
  }

  /** Where it is on the picture; null while it is not shown. */
  get position(): ImagePoint | null {
    return this.#position;
  }

  get gesture(): Gesture | null {
    return this.#gesture;
  }

  /** Shows it in the middle of the stage. */
  show(): void {
    this.#position ??= this.#middle();
    this.#target.onChange();
  }

  /** Moves by one step in a direction of -1, 0 or 1 each; the first press shows it in the middle of the stage. */
  steer(dx: number, dy: number, speed: Speed): void {
    const from = this.#position ?? this.#middle();
    const { scale } = this.#target.viewport();
    const picture = this.#target.picture();
    const step = speed === "fine" ? 1 : Math.max(1, STEP[speed] / scale);
    const to = {
      x: Math.min(picture.width, Math.max(0, from.x + dx * step)),
      y: Math.min(picture.height, Math.max(0, from.y + dy * step)),
    };
    this.#position = to;
    // Shift and Alt tell the speed here.
    if (this.#gesture) this.#gesture.move([to], NOTHING_HELD);
    else this.#target.hover(to);
    this.#keepOnStage(to);
    this.#target.onChange();
  }

  /** Puts the tool down, lifts it, or uses it whole. Answers what happened; null for a tool that cannot be used here. */
  press(held: HeldKeys): "down" | "up" | "tap" | null {
    const at = this.#position ?? this.#middle();
    this.#position = at;
    if (this.#gesture) {
      this.#lift();
      return "up";
    }
    this.#gesture = this.#target.beginGesture(at, held);
    const isTap = this.#gesture !== null && this.#target.isTap();
    if (isTap) this.#lift();
    else this.#target.onChange();
    if (isTap) return "tap";
    return this.#gesture ? "down" : null;
  }

  /** Takes back what was begun. False when nothing was. */
  cancelGesture(): boolean {
    if (!this.#gesture) return false;
    this.#gesture.cancel();
    this.#gesture = null;
    this.#target.onChange();
    return true;
  }

  /** A pointer has taken over, or the stage was left. What was begun is kept as if lifted. */
  hide(): void {
    if (!this.#position) return;
    this.#position = null;
    this.#lift();
  }

  #lift(): void {
    this.#gesture?.end();
    this.#gesture = null;
    this.#target.onChange();
  }

  #middle(): ImagePoint {
    const stage = this.#target.stage();
    const picture = this.#target.picture();
    const at = toImage(this.#target.viewport(), { x: stage.width / 2, y: stage.height / 2 });
    return {
      x: Math.min(picture.width, Math.max(0, at.x)),
      y: Math.min(picture.height, Math.max(0, at.y)),
    };
  }

  #keepOnStage(position: ImagePoint): void {
    const at = toScreen(this.#target.viewport(), position);
    const stage = this.#target.stage();
    const dx = overshoot(at.x, stage.width);
    const dy = overshoot(at.y, stage.height);
    if (dx !== 0 || dy !== 0) this.#target.panBy(dx, dy);
  }
}

function overshoot(at: number, length: number): number {
  if (at < MARGIN) return MARGIN - at;
  return at > length - MARGIN ? length - MARGIN - at : 0;
}
