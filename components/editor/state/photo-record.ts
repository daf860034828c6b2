import * as z from "zod/mini";
import { newestVersion } from "#lib/client/edits/history.ts";
import { savedWish, toSaved } from "#lib/client/edits/saved-wish.ts";
import { toImage } from "#lib/client/view/viewport.ts";
import { COMPARE_MODES, type CompareState } from "./compare-store.ts";
import type { ComparisonState } from "./comparison-store.ts";
import type { Editor } from "./editor.ts";
import { currentWishes } from "./layer-wishes.ts";
import { RUN_SCOPES, STEP_STATES } from "./run-store.ts";

const point = z.object({ x: z.number(), y: z.number() });
const step = z.object({
  layerId: z.string(),
  pixels: z.number(),
  editId: z.nullable(z.string()),
  state: z.enum(STEP_STATES),
});

/** How a photo was left, but for its masks. */
export const photoRecord = z.object({
  selected: z.nullable(z.string()),
  /** The newest version at that time: where there is a newer one now, that is what one has been waiting for. */
  newest: z.nullable(z.string()),
  /** In pixels of the picture that replaced the original in the edit `editId`; null where all of it was shown. */
  view: z.nullable(z.object({ editId: z.nullable(z.string()), scale: z.number().check(z.positive()), centre: point })),
  tool: z.object({
    id: z.string(),
    size: z.number().check(z.positive()),
    mode: z.enum(["add", "subtract", "intersect", "replace"]),
  }),
  wishes: z.array(z.tuple([z.string(), savedWish])),
  scope: z.enum(RUN_SCOPES),
  sequence: z.nullable(
    z.object({ document: z.string(), steps: z.array(step), state: z.enum(["running", "interrupted"]) }),
  ),
  /** How the version that was shown was compared with the one before it. */
  compare: z._default(
    z.nullable(z.object({ mode: z.enum(COMPARE_MODES), position: z.number().check(z.minimum(0), z.maximum(1)) })),
    null,
  ),
  /** What several models made of one request, and whether that was looked at. */
  comparison: z._default(z.nullable(z.object({ editIds: z.array(z.string()), isShown: z.boolean() })), null),
  /** The mask that was cleared for these edits, and has not been drawn on since. */
  cleared: z._default(z.nullable(z.object({ document: z.string(), editIds: z.array(z.string()) })), null),
});
export type PhotoRecord = z.infer<typeof photoRecord>;

/** `before`: as it was found, for what is not there yet because the stage has not been laid out. */
export function recordOf(editor: Editor, before: PhotoRecord | null): PhotoRecord {
  const { edits, tools, run, compare, comparison } = editor;
  const { toolId, size, mode } = tools.getState();
  const { scope, sequence } = run.getState();
  const isUnderWay = sequence?.state === "running" || sequence?.state === "interrupted";
  return {
    selected: edits.getState().selected,
    newest: newestVersion(edits.getState().edits),
    view: viewOf(editor, before),
    tool: { id: toolId, size, mode },
    wishes: [...currentWishes(editor)].map(([key, wish]) => [key, toSaved(wish)]),
    scope,
    sequence: isUnderWay ? { ...sequence, state: sequence.state, steps: [...sequence.steps] } : null,
    compare: compared(compare.getState()),
    comparison: comparedModels(comparison.getState()),
    cleared: clearedOf(editor),
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
