import * as v from "valibot";
import { newestVersion } from "#lib/client/edits/history.ts";
import { savedWish, toSaved } from "#lib/client/edits/saved-wish.ts";
import { toImage } from "#lib/client/view/viewport.ts";
import type { DrawnShape } from "#lib/domain/mask-engine/operation.ts";
import { COMPARE_MODES, type CompareState } from "./compare-store.ts";
import type { ComparisonState } from "./comparison-store.ts";
import type { Editor } from "./editor.ts";
import { currentWishes } from "./layer-wishes.ts";
import { RUN_SCOPES, STEP_STATES } from "./run-store.ts";

const point = v.object({ x: v.number(), y: v.number() });
const mode = v.picklist(["add", "subtract", "intersect", "replace"]);
const rect = v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() });
const drawnShape: v.GenericSchema<unknown, DrawnShape> = v.union([
  v.object({ kind: v.picklist(["polygon"]), mode, points: v.array(point) }),
  v.object({ kind: v.picklist(["rectangle", "ellipse"]), mode, rect }),
]);
const step = v.object({
  layerId: v.string(),
  pixels: v.number(),
  editId: v.nullable(v.string()),
  state: v.picklist(STEP_STATES),
});

/** How a photo was left, but for its masks. */
export const photoRecord = v.object({
  selected: v.nullable(v.string()),
  /** The newest version at that time: where there is a newer one now, that is what one has been waiting for. */
  newest: v.nullable(v.string()),
  /** In pixels of the picture that replaced the original in the edit `editId`; null where all of it was shown. */
  view: v.nullable(
    v.object({ editId: v.nullable(v.string()), scale: v.pipe(v.number(), v.gtValue(0)), centre: point }),
  ),
  tool: v.object({
    id: v.string(),
    size: v.pipe(v.number(), v.gtValue(0)),
    mode,
  }),
  /** The corners of a polygon that was not closed, and the mask it will join. */
  open: v.optional(v.nullable(v.object({ document: v.string(), mode, corners: v.array(point) })), null),
  /** A shape in the middle of which the page was left, and the mask it would have joined. */
  drawn: v.optional(v.nullable(v.object({ document: v.string(), shape: drawnShape })), null),
  wishes: v.array(v.tuple([v.string(), savedWish])),
  scope: v.picklist(RUN_SCOPES),
  sequence: v.nullable(
    v.object({ document: v.string(), steps: v.array(step), state: v.picklist(["running", "interrupted"]) }),
  ),
  /** How the version that was shown was compared with the one before it. */
  compare: v.optional(
    v.nullable(
      v.object({ mode: v.picklist(COMPARE_MODES), position: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) }),
    ),
    null,
  ),
  /** What several models made of one request, and whether that was looked at. */
  comparison: v.optional(v.nullable(v.object({ editIds: v.array(v.string()), isShown: v.boolean() })), null),
  /** The mask that was cleared for these edits, and has not been drawn on since. */
  cleared: v.optional(v.nullable(v.object({ document: v.string(), editIds: v.array(v.string()) })), null),
  /** What a phone has no room for beside the photo had risen over it. */
  isSheetOpen: v.optional(v.boolean(), false),
});
export type PhotoRecord = v.InferOutput<typeof photoRecord>;

/** `before`: as it was found, for what is not there yet because the stage has not been laid out. */
export function recordOf(editor: Editor, before: PhotoRecord | null): PhotoRecord {
  const { edits, tools, run, compare, comparison, mask, photoState } = editor;
  const { toolId, size, mode, open } = tools.getState();
  const { isSheetOpen, drawn } = photoState.getState();
  const { scope, sequence } = run.getState();
  const isUnderWay = sequence?.state === "running" || sequence?.state === "interrupted";
  return {
    selected: edits.getState().selected,
    newest: newestVersion(edits.getState().edits),
    view: viewOf(editor, before),
    tool: { id: toolId, size, mode },
    open: open && { document: mask.document, mode: open.mode, corners: [...open.corners] },
    drawn: drawn && { document: mask.document, shape: drawn },
    wishes: [...currentWishes(editor)].map(([key, wish]) => [key, toSaved(wish)]),
    scope,
    sequence: isUnderWay ? { ...sequence, state: sequence.state, steps: [...sequence.steps] } : null,
    compare: compared(compare.getState()),
    comparison: comparedModels(comparison.getState()),
    cleared: clearedOf(editor),
    isSheetOpen,
  };
}

function compared({ mode, position }: CompareState): PhotoRecord["compare"] {
  return mode === "off" ? null : { mode, position };
}

function comparedModels({ editIds, shown }: ComparisonState): PhotoRecord["comparison"] {
  return editIds.length > 0 ? { editIds: [...editIds], isShown: shown === "results" } : null;
}

function clearedOf({ edits, mask }: Pick<Editor, "edits" | "mask">): PhotoRecord["cleared"] {
  const own = [...edits.getState().cleared].filter(([, revision]) => revision === mask.revision);
  return own.length > 0 ? { document: mask.document, editIds: own.map(([editId]) => editId) } : null;
}

function viewOf({ view, base }: Editor, before: PhotoRecord | null): PhotoRecord["view"] {
  const { surface, stage, viewport, isFitted } = view.getState();
  if (surface.width === 0) return before?.view ?? null;
  if (isFitted) return null;
  const { x, y } = toImage(viewport, { x: stage.width / 2, y: stage.height / 2 });
  return { editId: base.getState().base.editId, scale: viewport.scale, centre: { x, y } };
}
