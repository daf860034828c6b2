import { RepaintError } from "./error.ts";

/** The part of an edit that makes it a node of the tree. Roots have no parent: they were made on the original. */
interface Node {
  readonly id: string;
  readonly parentEditId: string | null;
}

/**
 * The edits that make up the version `editId`, first made first: their patches, applied in this order to the
 * original, are the picture. Empty for null, the original itself.
 *
 * @throws RepaintError `not_found` if an edit of the path is missing from `edits`; RangeError if the path runs in a
 * circle, which the database cannot hold.
 */
export function pathTo<Edit extends Node>(edits: readonly Edit[], editId: string | null): Edit[] {
  const byId = new Map(edits.map((edit) => [edit.id, edit]));
  const path: Edit[] = [];
  for (let next = editId; next !== null; ) {
    const edit = byId.get(next);
    if (edit === undefined) throw new RepaintError("not_found", { detail: `edit ${next} is not among the image's` });
    if (path.length === edits.length) throw new RangeError(`Edit ${next} is its own ancestor`);
    path.push(edit);
    next = edit.parentEditId;
  }
  return path.reverse();
}

/** The edits made directly on each version, in the order given; those made on the original under null. */
export function childrenByParent<Edit extends Node>(edits: readonly Edit[]): Map<string | null, Edit[]> {
  return Map.groupBy(edits, (edit) => edit.parentEditId);
}
