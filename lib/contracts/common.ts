import * as z from "zod/mini";
import { ERRORS, type ErrorCode } from "#lib/domain/error-code.ts";

export const id = z.uuid();
/** ISO 8601 with a zone. */
export const timestamp = z.iso.datetime({ offset: true });

const errorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

/** The body of every answer that is not 2xx. */
export const errorBody = z.object({
  error: z.object({
    code: errorCode,
    message: z.string(),
    field: z.optional(z.string()),
    retryAfterSeconds: z.optional(z.int()),
    requestId: z.string(),
  }),
});
export type ErrorBody = z.infer<typeof errorBody>;

/** Newest first; pass `nextCursor` back as `cursor` until it is null. */
export const listQuery = z.object({
  cursor: z.optional(z.string().check(z.maxLength(200))),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 30),
});

export const listOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) });
