import { z } from "zod";
import { ERRORS, type ErrorCode } from "#lib/domain/error.ts";

export const id = z.uuid();
/** ISO 8601 with a zone. */
export const timestamp = z.iso.datetime({ offset: true });

const errorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

/** The body of every answer that is not 2xx. */
export const errorBody = z.object({
  error: z.object({
    code: errorCode,
    message: z.string(),
    field: z.string().optional(),
    retryAfterSeconds: z.number().int().optional(),
    requestId: z.string(),
  }),
});
export type ErrorBody = z.infer<typeof errorBody>;

/** Newest first; pass `nextCursor` back as `cursor` until it is null. */
export const listQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
