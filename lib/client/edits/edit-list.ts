import type { Edit, EditStatus } from "#lib/contracts/edit.ts";
import { isFinal } from "../events.ts";

/** The edits of one image as the page knows them, by id, in the order they were made. */
export type EditList = ReadonlyMap<string, Edit>;

const RANK: Record<EditStatus, number> = { queued: 0, running: 1, succeeded: 2, failed: 2, cancelled: 2 };

/**
 * Takes in what the server tells about an edit. News may arrive late or twice, by stream and by request: an ended edit
 * stays ended, a running one never goes back to the queue, progress never falls, and of two appearances the later one
 * counts. What was discarded is left out. Returns the same list when nothing has changed.
 */
export function withEdit(list: EditList, news: Edit): EditList {
  const known = list.get(news.id);
  const next = known ? newest(known, news) : news;
  if (next === known || (!known && next.discardedAt !== null)) return list;
  const edits = [...list.values()].filter((edit) => edit.id !== next.id);
  if (next.discardedAt === null) edits.push(next);
  edits.sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.id < b.id ? -1 : 1));
  return new Map(edits.map((edit) => [edit.id, edit]));
}

export function withEdits(list: EditList, news: readonly Edit[]): EditList {
  return news.reduce(withEdit, list);
}

function newest(known: Edit, news: Edit): Edit {
  if (isFinal(known) && !isFinal(news)) return known;
  if (RANK[news.status] < RANK[known.status]) return known;
  if (known.appearance && news.appearance && news.appearance.revision < known.appearance.revision) return known;
  const progress = Math.max(known.progress, news.progress);
  const next = isFinal(news) ? news : { ...news, progress };
  return JSON.stringify(next) === JSON.stringify(known) ? known : next;
}
