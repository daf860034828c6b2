import * as v from "valibot";
import { OPERATION_NAMES } from "#lib/domain/operation.ts";
import type { Wish } from "./wish.ts";

const side = v.pipe(v.number(), v.integer(), v.minValue(0));
const options = v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]));

/** A wish as it is written down. Further pictures are files, which are kept apart. */
export const savedWish = v.object({
  operation: v.picklist(OPERATION_NAMES),
  prompt: v.string(),
  model: v.string(),
  options: v.array(v.tuple([v.string(), options])),
  allowFailover: v.boolean(),
  expand: v.object({ left: side, top: side, right: side, bottom: side }),
  scale: v.picklist([2, 3, 4]),
});
export type SavedWish = v.InferOutput<typeof savedWish>;

export function toSaved({ operation, prompt, model, options, allowFailover, expand, scale }: Wish): SavedWish {
  return { operation, prompt, model, options: [...options], allowFailover, expand, scale };
}

export function fromSaved({ options, ...wish }: SavedWish): Wish {
  return { ...wish, options: new Map(options), references: [] };
}
