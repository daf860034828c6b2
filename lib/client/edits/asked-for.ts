import type { Edit, EditRequest } from "#lib/contracts/edit.ts";
import { type EditFiles, getEditMask } from "../api.ts";
import { isFinal } from "../events.ts";
import type { EditList } from "./edit-list.ts";

/** What an edit was asked to do, as the server knows it: to ask for it once more. Throws `ApiError`. */
export async function askedFor(edit: Edit): Promise<{ readonly request: EditRequest; readonly files: EditFiles }> {
  const { imageId, parentEditId, operation, model, prompt, options, expand, scale } = edit;
  const request = { imageId, parentEditId, operation, model, prompt, options, expand, scale };
  return { request, files: { mask: edit.hasMask ? await getEditMask(edit.id) : null, references: [] } };
}

/**
 * Edits that came to nothing and can be asked for as they were. `own` has those that were asked for on this page, with
 * all their pictures; of the others the server has everything but further pictures.
 */
export function repeatableIds(edits: EditList, own: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const known = [...edits.values()].filter(
    (edit) => isFinal(edit) && edit.status !== "succeeded" && (edit.references === 0 || own.has(edit.id)),
  );
  return new Set(known.map(({ id }) => id));
}
