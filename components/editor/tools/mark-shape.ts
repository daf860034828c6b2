import type { DrawnShape } from "#lib/domain/mask-engine/operation.ts";
import type { ToolContext } from "./tool.ts";

/** What becomes of what a hand draws. */
export interface DrawnUse<Drawn> {
  /** The hand has let go. */
  readonly use: (drawn: Drawn) => void;
  /** It is still drawing, and this is what letting go now would use; null for nothing. */
  readonly keep?: (drawn: Drawn | null) => void;
}

type Unjoined<Shape> = Shape extends unknown ? Omit<Shape, "mode"> : never;

/** Marks the shape; while it is drawn, writes down what stands of it. */
export function markShape<Drawn>(
  { mask, mode, keepShape }: ToolContext,
  shapeOf: (drawn: Drawn) => Unjoined<DrawnShape>,
): Required<DrawnUse<Drawn>> {
  const joined = (drawn: Drawn): DrawnShape => ({ ...shapeOf(drawn), mode });
  return {
    use: (drawn) => mask.apply(joined(drawn)),
    keep: (drawn) => keepShape(drawn && joined(drawn)),
  };
}
