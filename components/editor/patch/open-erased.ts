import type { Edit } from "#lib/contracts/edit.ts";
import type { Editor } from "../state/editor.ts";
import { TOOLS } from "../tools/index.ts";
import { erasedDocument, isErasing } from "./erasing.ts";

/** Opens the mask of what is erased of an edit, which must be on the stage, and takes up the brush. */
export function startErasing({ mask, base, view, tools, compare }: Editor, edit: Edit): void {
  const picture = base.getState().base;
  compare.getState().stop();
  mask.open(erasedDocument(edit.id), picture);
  const { choose, maskStrength, toggleMask } = tools.getState();
  choose(TOOLS[0].id);
  if (maskStrength === "hidden") toggleMask();
  // Last: what watches the view looks at the mask that is open then.
  view.getState().show(picture);
}

/** Goes back to the mask of the next edit. */
export function stopErasing({ mask, base, view }: Editor): void {
  if (!isErasing(mask)) return;
  const picture = base.getState().base;
  mask.open(picture.editId ?? "original", picture);
  view.getState().show(picture);
}
