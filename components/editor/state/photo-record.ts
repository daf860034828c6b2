import { z } from "zod";
import { newestVersion } from "#lib/client/edits/history.ts";
import { fromSaved, savedWish, toSaved } from "#lib/client/edits/saved-wish.ts";
import { toImage } from "#lib/client/view/viewport.ts";
import { toolById } from "../tools/index.ts";
import type { Editor } from "./editor.ts";
import { currentWishes, type LayerWish } from "./layer-wishes.ts";
import { RUN_SCOPES, STEP_STATES } from "./run-store.ts";

const point = z.object({ x: z.number(), y: z.number() });
const step = z.object({
  layerId: z.string(),
  pixels: z.number(),
  editId: z.string().nullable(),
  state: z.enum(STEP_STATES),
});

/** How a photo was left, but for its masks. */
export const photoRecord = z.object({
  selected: z.string().nullable(),
  /** The newest version at that time: where there is a newer one now, that is what one has been waiting for. */
  newest: z.string().nullable(),
  /** In pixels of the picture that replaced the original in the edit `editId`; null where all of it was shown. */
  view: z.object({ editId: z.string().nullable(), scale: z.number().positive(), centre: point }).nullable(),
  tool: z.object({
    id: z.string(),
    size: z.number().positive(),
    mode: z.enum(["add", "subtract", "intersect", "replace"]),
  }),
  wishes: z.array(z.tuple([z.string(), savedWish])),
  scope: z.enum(RUN_SCOPES),
  sequence: z
    .object({ document: z.string(), steps: z.array(step), state: z.enum(["running", "interrupted"]) })
    .nullable(),
});
export type PhotoRecord = z.infer<typeof photoRecord>;

/** `before`: as it was found, for what is not there yet because the stage has not been laid out. */
export function recordOf(editor: Editor, before: PhotoRecord | null): PhotoRecord {
  const { edits, tools, run } = editor;
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
  };
}

/** Sets up what does not need the stage. The masks must not be open yet. */
export function takeUp(
  { tools, run, layerWishes }: Pick<Editor, "tools" | "run" | "layerWishes">,
  record: PhotoRecord,
) {
  const { tool, wishes, scope } = record;
  const { choose, setSize, setMode } = tools.getState();
  choose(toolById(tool.id).id);
  setSize(tool.size);
  setMode(tool.mode);
  run.getState().setScope(scope);
  layerWishes.setState({
    wishes: new Map(wishes.map(([key, wish]): [string, LayerWish] => [key, { ...fromSaved(wish), references: [] }])),
  });
}

/** Shows what was shown, once the stage has a size. Returns what stops waiting for that. */
export function takeUpView({ view, base }: Pick<Editor, "view" | "base">, record: PhotoRecord): () => void {
  const wanted = record.view;
  if (!wanted || wanted.editId !== base.getState().base.editId) return () => {};
  const stop = view.subscribe(({ surface }) => {
    if (surface.width === 0) return;
    stop();
    const { stage, viewport, zoomBy, panBy } = view.getState();
    const middle = { x: stage.width / 2, y: stage.height / 2 };
    zoomBy(wanted.scale / viewport.scale, middle);
    const zoomed = view.getState().viewport;
    const at = toImage(zoomed, middle);
    panBy((at.x - wanted.centre.x) * zoomed.scale, (at.y - wanted.centre.y) * zoomed.scale);
  });
  return stop;
}

function viewOf({ view, base }: Editor, before: PhotoRecord | null): PhotoRecord["view"] {
  const { surface, stage, viewport, isFitted } = view.getState();
  if (surface.width === 0) return before?.view ?? null;
  if (isFitted) return null;
  const { x, y } = toImage(viewport, { x: stage.width / 2, y: stage.height / 2 });
  return { editId: base.getState().base.editId, scale: viewport.scale, centre: { x, y } };
}
