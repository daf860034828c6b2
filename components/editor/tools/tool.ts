import type { LucideIcon } from "lucide-react";
import type { Brush, MaskOperation, PaintMode } from "#lib/client/mask/operation.ts";
import type { ImagePoint } from "#lib/client/view/points.ts";

/** What a tool may do to the mask. A tool never sees pixels, tiles, the zoom or the canvas. */
export interface MaskTarget {
  beginStroke(brush: Brush, at: ImagePoint): void;
  extendStroke(points: readonly ImagePoint[]): void;
  commitStroke(): void;
  abortStroke(): void;
  apply(operation: MaskOperation): void;
}

export interface ToolContext {
  readonly mask: MaskTarget;
  /** Of the brush, in image pixels. */
  readonly radius: number;
  /** Whether tools that can do both mark or unmark. */
  readonly mode: PaintMode;
}

/** One use of a tool, from press to release: by mouse, finger, pen or by the keys that stand in for them. */
export interface Gesture {
  move(points: readonly ImagePoint[]): void;
  end(): void;
  /** Leaves the mask as it was before the press. */
  cancel(): void;
  /** The closed shape to show while the gesture lasts; absent where the mask itself shows it. */
  readonly outline?: readonly ImagePoint[];
}

/**
 * A tool of the editor: one file like this one's neighbours, and one line in `index.ts`.
 *
 * `begin` is given where the pointer was pressed, in image pixels (may be outside the picture). `null` stands for
 * moving the picture itself.
 */
export interface Tool {
  readonly id: string;
  readonly label: string;
  /** One line for someone who sees the tool for the first time. */
  readonly hint: string;
  readonly icon: LucideIcon;
  /** A letter, upper case. */
  readonly shortcut: string;
  /** `ring` shows the brush at its size. */
  readonly cursor: "ring" | "crosshair" | "grab";
  /** Which settings the options bar shows. */
  readonly settings: readonly ("size" | "mode")[];
  readonly begin: ((at: ImagePoint, context: ToolContext) => Gesture) | null;
}
