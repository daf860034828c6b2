import * as z from "zod/mini";
import { OPERATION_NAMES } from "#lib/domain/operation.ts";
import { notice } from "./notice.ts";

const optionBase = { name: z.string(), label: z.string(), hint: z.nullable(z.string()) };
const option = z.discriminatedUnion("type", [
  z.object({
    ...optionBase,
    type: z.literal("number"),
    min: z.number(),
    max: z.number(),
    step: z.number(),
    default: z.nullable(z.number()),
  }),
  z.object({
    ...optionBase,
    type: z.literal("choice"),
    choices: z.array(z.object({ value: z.string(), label: z.string() })),
    default: z.nullable(z.string()),
  }),
  z.object({ ...optionBase, type: z.literal("flag"), default: z.boolean() }),
  z.object({ ...optionBase, type: z.literal("text"), maxCharacters: z.int(), required: z.boolean() }),
]);
export type OptionInfo = z.infer<typeof option>;

export const model = z.object({
  id: z.string(),
  provider: z.string(),
  name: z.string(),
  description: z.string(),
  operations: z.array(z.enum(OPERATION_NAMES)),
  limits: z.object({ minSide: z.number(), maxSide: z.number(), maxPixels: z.number() }),
  mask: z.object({ channel: z.string(), polarity: z.string(), soft: z.boolean(), required: z.boolean() }),
  prompt: z.object({
    use: z.enum(["ignored", "optional", "required"]),
    maxCharacters: z.nullable(z.int()),
    /** Where there is no prompt, there must be a reference. */
    orReference: z.boolean(),
  }),
  options: z.array(option),
  /** Further pictures it looks at, at least and at most. */
  minReferences: z.int(),
  maxReferences: z.int(),
  /** For `outpaint` and `upscale`, where it does them. */
  outpaint: z.nullable(z.object({ maxPerSide: z.nullable(z.int()) })),
  upscale: z.nullable(z.object({ maxFactor: z.number(), maxResultPixels: z.int() })),
  execution: z.enum(["sync", "async"]),
  streaming: z.boolean(),
  /** From this server's own attempts of the last 30 days; null before there are enough. */
  measured: z.nullable(
    z.object({
      attempts: z.int(),
      /** Of those that succeeded; null where none did. */
      medianMillis: z.nullable(z.int()),
      /** 0..1; refusals of what was asked, such as by content rules, do not count. */
      successRate: z.number().check(z.minimum(0), z.maximum(1)),
    }),
  ),
  price: z.object({
    baseTokens: z.int(),
    tokensPerMegapixel: z.number(),
    multiplier: z.nullable(z.object({ option: z.string(), factors: z.record(z.string(), z.number()) })),
    /** Added to all of that, in percent. */
    marginPercent: z.number(),
  }),
  available: z.boolean(),
  unavailable: z.nullable(notice),
  /** The same in a sentence. */
  unavailableReason: z.nullable(z.string()),
});
export type ModelInfo = z.infer<typeof model>;
export const modelList = z.object({ models: z.array(model) });
