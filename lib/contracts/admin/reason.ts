import * as z from "zod/mini";

/** A line of text that an administrator writes. Postgres stores no null characters. */
export const writtenText = (mostCharacters: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(mostCharacters),
    z.refine((text) => !text.includes("\0"), "Must not hold null characters"),
  );

export const MAX_REASON_CHARACTERS = 500;

/** Why an administrator does something: kept in the book of actions, and shown with it. */
export const reason = writtenText(MAX_REASON_CHARACTERS);

/** For what needs nothing but a reason. */
export const reasonRequest = z.strictObject({ reason });
