import type { MaskSession } from "#lib/client/mask-engine/mask-session.ts";

/**
 * What is erased of a result is painted like any mask, into one of its own: while that one is open, every tool erases,
 * and undo takes back what was erased.
 */
const PREFIX = "erased/";

export const erasedDocument = (editId: string): string => PREFIX + editId;

export const isErasing = ({ document }: Pick<MaskSession, "document">): boolean => document.startsWith(PREFIX);

/** Of which edit parts are being erased; null while the mask of the next edit is open. */
export function erasedEdit(mask: Pick<MaskSession, "document">): string | null {
  return isErasing(mask) ? mask.document.slice(PREFIX.length) : null;
}
