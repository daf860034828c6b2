import * as z from "zod/mini";
import { OPERATION_NAMES } from "#lib/domain/operation.ts";
import type { Wish } from "./wish.ts";

const side = z.int().check(z.nonnegative());
const options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** A wish as it is written down. Further pictures are files, which are kept apart. */
export const savedWish = z.object({
  operation: z.enum(OPERATION_NAMES),
  prompt: z.string(),
  model: z.string(),
  options: z.array(z.tuple([z.string(), options])),
  allowFailover: z.boolean(),
  expand: z.object({ left: side, top: side, right: side, bottom: side }),
  scale: z.union([z.literal(2), z.literal(3), z.literal(4)]),
});
export type SavedWish = z.infer<typeof savedWish>;

export function toSaved({ operation, prompt, model, options, allowFailover, expand, scale }: Wish): SavedWish {
  return { operation, prompt, model, options: [...options], allowFailover, expand, scale };
}

export function fromSaved({ options, ...wish }: SavedWish): Wish {
  return { ...wish, options: new Map(options), references: [] };
}
