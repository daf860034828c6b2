import { RepaintError } from "./error.ts";
import type { Rect, Size } from "./raster.ts";

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

interface LaidPatch extends Rect {
  readonly mode: "over" | "replace";
}

/**
 * What a version is drawn from, given the patches of its path in order: the last one that replaced the picture (null:
 * the original) and the patches above it, which lie on its pixels.
 */
export function layOut<Patch extends LaidPatch>(
  patches: readonly Patch[],
): {
  base: Patch | null;
  above: readonly Patch[];
} {
  const last = patches.findLastIndex(({ mode }) => mode === "replace");
  return { base: patches[last] ?? null, above: patches.slice(last + 1) };
}

/** Size of a version. */
export function versionSize(image: Size, patches: readonly LaidPatch[]): Size {
  const { width, height } = layOut(patches).base ?? image;
  return { width, height };
}

/** The edits made directly on each version, in the order given; those made on the original under null. */
export function childrenByParent<Edit extends Node>(edits: readonly Edit[]): Map<string | null, Edit[]> {
  return Map.groupBy(edits, (edit) => edit.parentEditId);
}
