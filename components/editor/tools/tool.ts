import type { LucideIcon } from "lucide-react";
import type { Pointing } from "#lib/client/select/object-wish.ts";
import type { ImagePoint } from "#lib/client/view/points.ts";
import type { Brush, CombineMode, DrawnShape, MaskOperation, StrokePoint } from "#lib/domain/mask-engine/operation.ts";
import type { Messages } from "#lib/i18n/messages.ts";
import type { Gesture, HeldKeys, OpenShape } from "./gesture.ts";

/** What a tool may do to the mask. A tool never sees pixels, tiles, the zoom or the canvas. */
export interface MaskTarget {
  beginStroke(brush: Brush, at: StrokePoint): void;
  extendStroke(points: readonly StrokePoint[]): void;
  /** Shows where the stroke is likely to go next; marks nothing. */
  predictStroke(points: readonly StrokePoint[]): void;
  commitStroke(): void;
  abortStroke(): void;
  apply(operation: MaskOperation): void;
}

/** Finds pixels by what the picture shows there and marks them. It takes its time; how it goes is told elsewhere. */
export interface PictureFinder {
  byColour(at: ImagePoint, mode: CombineMode): void;
  /** With Shift or Alt a point adds to the object found last, or takes away from it. */
  object(pointing: Pointing, mode: CombineMode, held: HeldKeys): void;
}

export interface ToolContext {
  readonly mask: MaskTarget;
  readonly find: PictureFinder;
  /** As it is set up. */
  readonly brush: Omit<Brush, "mode">;
  /** How a shape joins what is marked, by the keys held at the press, or else as it is set. */
  readonly mode: CombineMode;
  /** At the press. */
  readonly held: HeldKeys;
  /** What dragging with the object tool draws. */
  readonly drag: "box" | "outline";
  /** Presses closer together than this count as one place, in image pixels. */
  readonly reach: number;
  /** Where the last stroke ended on this mask. */
  readonly lastEnd: ImagePoint | null;
  strokeEnded(at: ImagePoint): void;
  /** Sends the presses that follow to `shape`, for as long as it is open. */
  keepOpen(shape: OpenShape): void;
  /** Writes down what stands of an open shape, for a page that is opened again. */
  keepCorners(corners: readonly ImagePoint[]): void;
  /** Writes down what the gesture would mark if it ended now, so that a page that is opened again marks it. */
  keepShape(shape: DrawnShape | null): void;
}

export type ToolId = keyof Messages["tools"]["names"];

/**
 * A tool of the editor: one file like this one's neighbours, one line in `index.ts`, and under `names` and `hints` of
 * the message catalogue what it is called.
 *
 * `begin` is given where the pointer was pressed, in image pixels (may be outside the picture). `null` stands for
 * moving the picture itself.
 */
export interface Tool {
  readonly id: ToolId;
  readonly icon: LucideIcon;
  /** A lower-case letter; people may choose another. */
  readonly key: string;
  /** Tools of a group share a place where there is little room. */
  readonly group: "paint" | "box" | "outline" | "picture" | "view";
  /** `ring` shows the brush at its size. */
  readonly cursor: "ring" | "crosshair" | "grab";
  /** Which settings the options bar shows. */
  readonly settings: readonly ("brush" | "combine" | "colour" | "object")[];
  /** By key: `hold` is put down by one press and lifted by another, `tap` is used whole by each. */
  readonly byKey: "hold" | "tap";
  readonly begin: ((at: StrokePoint, context: ToolContext) => Gesture) | null;
  /** Opens a shape again whose corners were written down. */
  readonly goOn?: (corners: readonly ImagePoint[], context: ToolContext) => void;
}
