import type { ImagePoint } from "#lib/client/view/points.ts";
import type { StrokePoint } from "#lib/domain/mask-engine/operation.ts";

export interface HeldKeys {
  readonly shift: boolean;
  readonly alt: boolean;
}

export const NOTHING_HELD: HeldKeys = { shift: false, alt: false };

/** One use of a tool, from press to release: by mouse, finger, pen or by the keys that stand in for them. */
export interface Gesture {
  /** `held` are keys pressed since: those held at the press and not let go since count for how the shape joins. */
  move(points: readonly StrokePoint[], held: HeldKeys): void;
  /** Where the pointer is likely to go next. */
  predict?(points: readonly StrokePoint[]): void;
  end(): void;
  /** Leaves the mask as it was before the press. */
  cancel(): void;
  /** The closed shape to show while the gesture lasts; absent where the mask itself shows it. */
  readonly outline?: readonly ImagePoint[];
}

/** A shape that several presses make. */
export interface OpenShape {
  /** False once it is closed or given up: the next press is the tool's again. */
  readonly isOpen: boolean;
  readonly outline: readonly ImagePoint[];
  press(at: ImagePoint, reach: number): Gesture;
  /** The pointer is there, not pressed. */
  hover(at: ImagePoint): void;
  /** Takes back the last point; with the first one the shape is given up. */
  takeBack(): void;
  /** Marks it, or gives it up where it encloses nothing. */
  close(): void;
  cancel(): void;
}
