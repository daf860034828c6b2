import * as z from "zod/mini";

/**
 * A code and what its sentence names, for whoever words it in the person's language; `lib/domain/notice.ts` lists them.
 * Codes may be added. `told` has words in English instead: `values.text`.
 */
export const notice = z.object({
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type NoticeInfo = z.infer<typeof notice>;
