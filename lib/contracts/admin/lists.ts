import * as z from "zod/mini";

/** How the lists of the administration are paged: `nextCursor` is passed back as `cursor` until it is null. */
export const pageQuery = {
  cursor: z.optional(z.string().check(z.maxLength(600))),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 50),
};
