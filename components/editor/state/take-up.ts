import { newestVersion } from "#lib/client/edits/history.ts";
import { fromSaved } from "#lib/client/edits/saved-wish.ts";
import { isFinal } from "#lib/client/events.ts";
import { toImage } from "#lib/client/view/viewport.ts";
import { toolById } from "../tools/index.ts";
import type { Editor } from "./editor.ts";
import type { EditsStore } from "./edits-store.ts";
import type { LayerWish } from "./layer-wishes.ts";
import type { PhotoRecord } from "./photo-record.ts";

/** Goes back to the version that was shown, unless a newer one has come since. */
export function takeUpVersion(edits: EditsStore, { selected, newest }: PhotoRecord): void {
  const known = edits.getState().edits;
  const isThere = selected === null || known.get(selected)?.status === "succeeded";
  if (isThere && newest === newestVersion(known)) edits.setState({ selected });
}

/** Sets up what does not need the stage. The masks must not be open yet. */
export function takeUpSettings(
  { tools, run, layerWishes, photoState }: Pick<Editor, "tools" | "run" | "layerWishes" | "photoState">,
  record: PhotoRecord,
) {
  const { tool, wishes, scope, isSheetOpen } = record;
  const { choose, setSize, setMode } = tools.getState();
  choose(toolById(tool.id).id);
  setSize(tool.size);
  setMode(tool.mode);
  run.getState().setScope(scope);
  photoState.setState({ isSheetOpen });
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

/** Goes on comparing, where the version is the one that was compared, and several models' results where they are there. */
export function takeUpComparison(
  { edits, compare, comparison }: Pick<Editor, "edits" | "compare" | "comparison">,
  record: PhotoRecord,
): void {
  const { selected, edits: known } = edits.getState();
  if (record.compare && selected !== null && selected === record.selected) compare.setState(record.compare);
  const editIds = record.comparison?.editIds.filter((id) => known.has(id)) ?? [];
  if (editIds.length > 0) comparison.setState({ editIds, shown: record.comparison?.isShown ? "results" : null });
}

/**
 * Goes on with a polygon whose corners lie on the picture that is shown, and marks what was being drawn there as if the
 * hand had let go. Where it had, and the mask has it, marking it once more changes nothing and is no step.
 */
export function takeUpShape(
  { tools, photoState, mask }: Pick<Editor, "tools" | "photoState" | "mask">,
  { open, drawn }: PhotoRecord,
): void {
  if (open?.document === mask.document) tools.setState({ open });
  if (drawn?.document !== mask.document) return;
  photoState.setState({ drawn: drawn.shape });
  mask.apply(drawn.shape);
}

/** Gives a mask back that was cleared for edits which came to nothing while the page was away, or will. */
export function takeUpCleared({ edits, mask }: Pick<Editor, "edits" | "mask">, { cleared }: PhotoRecord): void {
  if (!cleared || cleared.document !== mask.document) return;
  const { edits: known, setCleared } = edits.getState();
  const all = cleared.editIds.flatMap((id) => known.get(id) ?? []);
  if (all.some(({ status }) => status === "succeeded")) return;
  if (all.every(isFinal)) mask.undo();
  else setCleared(cleared.editIds, mask.revision);
}
