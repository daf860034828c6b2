import "server-only";
import type * as z from "zod/mini";
import { RepaintError } from "#lib/domain/error.ts";

/** A place in a list, as text that callers pass back without looking inside. */
export function encodeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** Throws `invalid_request` for anything this server did not hand out. */
export function decodeCursor<Place>(schema: z.ZodMiniType<Place>, cursor: string): Place {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (cause) {
    throw new RepaintError("invalid_request", { field: "cursor", cause });
  }
}
