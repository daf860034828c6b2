"use client";

import { useMemo, useState } from "react";
import { versionPath } from "#lib/client/edits/history.ts";
import { layOut, type VersionBase } from "#lib/client/edits/version-base.ts";
import type { ScreenPoint } from "#lib/client/view/points.ts";
import { clampScale, pan, pinch, type Viewport, zoomAt, zoomStep } from "#lib/client/view/viewport.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { OPERATIONS } from "#lib/domain/operation.ts";
import type { Rect, Size } from "#lib/domain/raster.ts";
import type { Editor } from "../state/editor.ts";
import { focusRegion, viewOf } from "./focus-region.ts";

/** One view for all panes: what is done in one happens in all. */
export interface SharedView {
  /** The picture whose pixels the view is about. */
  readonly base: VersionBase;
  /** Null until a pane has been laid out. */
  readonly viewport: Viewport | null;
  setStage(stage: Size): void;
  panBy(dx: number, dy: number): void;
  zoomBy(factor: number, anchor: ScreenPoint): void;
  /** Two fingers, from where they were when the viewport was `start`. */
  pinchTo(start: Viewport, from: readonly [ScreenPoint, ScreenPoint], to: readonly [ScreenPoint, ScreenPoint]): void;
  step(direction: 1 | -1): void;
  /** Back to the edited region. */
  reset(): void;
}

export function useSharedView({ image, edits }: Editor, compared: readonly Edit[]): SharedView {
  const [stage, setStage] = useState<Size | null>(null);
  const [moved, setMoved] = useState<Viewport | null>(null);
  const first = compared[0];
  const { base, region } = useMemo(() => {
    const known = edits.getState();
    const built = layOut(image, versionPath(known.edits, first?.parentEditId ?? null)).base;
    return { base: built, region: first ? regionOf(first, known.own.get(first.id)?.region, built) : null };
  }, [image, edits, first]);
  const whole = region ?? { x: 0, y: 0, ...base };
  const viewport = stage && (moved ?? viewOf(whole, stage, base));

  // On what was set last: several movements may come before anything is drawn again.
  const move = (next: (view: Viewport, stage: Size) => Viewport) => {
    if (stage) setMoved((last) => next(last ?? viewOf(whole, stage, base), stage));
  };
  return {
    base,
    viewport,
    setStage: (next) => {
      if (next.width !== stage?.width || next.height !== stage.height) setStage(next);
    },
    panBy: (dx, dy) => move((view) => pan(view, dx, dy)),
    zoomBy: (factor, anchor) => move((view, size) => zoomAt(view, anchor, clampScale(view.scale * factor, base, size))),
    pinchTo: (start, from, to) =>
      move((_, size) => {
        const wanted = pinch(start, from, to);
        const middle = { x: (to[0].x + to[1].x) / 2, y: (to[0].y + to[1].y) / 2 };
        return zoomAt(wanted, middle, clampScale(wanted.scale, base, size));
      }),
    step: (direction) =>
      move((view, size) => {
        const middle = { x: size.width / 2, y: size.height / 2 };
        return zoomAt(view, middle, clampScale(zoomStep(view.scale, 1, direction), base, size));
      }),
    reset: () => setMoved(null),
  };
}

function regionOf(edit: Edit, marked: Rect | undefined, base: Size): Rect {
  if (OPERATIONS[edit.operation].result === "replace") return { x: 0, y: 0, ...base };
  return focusRegion(marked ?? edit.window ?? { x: 0, y: 0, ...base }, base);
}
