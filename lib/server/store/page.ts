import "server-only";
import * as z from "zod/mini";
import { decodeCursor, encodeCursor } from "./cursor.ts";

/** Some of a list, and where it goes on: null at its end. */
export interface Page<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}

/**
 * A page of what the database answered to the question for one row more than a page has.
 *
 * @param placeOf Where the list goes on after this row, as the reader of the cursor takes it.
 */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  placeOf: (last: Row) => unknown,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(placeOf(last)) : null,
  };
}

/** Of lists in the order of time, where rows of the same moment are told apart by their ids. */
export const timeAndId = ({ created_at, id }: { readonly created_at: string; readonly id: string }) => [created_at, id];

const byTimeAndId = z.tuple([z.iso.datetime({ offset: true }), z.uuid()]);
const byNumber = z.int().check(z.positive());

/** Where a list by `timeAndId` goes on; nulls at its beginning. Throws `invalid_request` for a cursor that is not ours. */
export function afterTimeAndId(cursor: string | undefined): readonly [string | null, string | null] {
  return cursor === undefined ? [null, null] : decodeCursor(byTimeAndId, cursor);
}

/** The same for lists whose rows are numbered. */
export function afterNumber(cursor: string | undefined): number | null {
  return cursor === undefined ? null : decodeCursor(byNumber, cursor);
}
