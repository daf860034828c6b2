import type { Edit } from "#lib/contracts/edit.ts";
import { childrenByParent, pathTo } from "#lib/domain/version.ts";
import type { EditList } from "./edit-list.ts";

export interface HistoryEntry {
  readonly edit: Edit;
  /** How many versions lie between the original and this one. */
  readonly depth: number;
  /** Made on another version than the entry before it: a branch begins here. */
  readonly branches: boolean;
}

/**
 * The edit tree in reading order: each edit right after the one it was made on, first made first; branches follow when
 * the line before them has ended.
 */
export function historyOf(edits: EditList): HistoryEntry[] {
  const children = childrenByParent([...edits.values()]);
  const entries: HistoryEntry[] = [];
  const waiting = (children.get(null) ?? []).map((edit) => ({ edit, depth: 0 })).reverse();
  let previous: string | null = null;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { edit, depth } = next;
    entries.push({ edit, depth, branches: edit.parentEditId !== previous });
    // Nothing follows what came to nothing: the line goes on from where it was.
    if (edit.status !== "failed" && edit.status !== "cancelled") previous = edit.id;
    for (const child of (children.get(edit.id) ?? []).toReversed()) waiting.push({ edit: child, depth: depth + 1 });
  }
  return entries;
}

/** The edits a version is made of, first made first; empty for the original. An unknown id counts as the original. */
export function versionPath(edits: EditList, editId: string | null): Edit[] {
  return editId !== null && edits.has(editId) ? pathTo([...edits.values()], editId) : [];
}

/** The version to show when an image is opened: the newest result, or the original. */
export function newestVersion(edits: EditList): string | null {
  const results = [...edits.values()].filter((edit) => edit.status === "succeeded");
  return results.at(-1)?.id ?? null;
}
