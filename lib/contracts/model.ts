import { z } from "zod";
import { OPERATION_NAMES } from "#lib/domain/operation.ts";

const optionBase = { name: z.string(), label: z.string(), hint: z.string().nullable() };
const option = z.discriminatedUnion("type", [
  z.object({
    ...optionBase,
    type: z.literal("number"),
    min: z.number(),
    max: z.number(),
    step: z.number(),
    default: z.number().nullable(),
  }),
  z.object({
    ...optionBase,
    type: z.literal("choice"),
    choices: z.array(z.object({ value: z.string(), label: z.string() })),
    default: z.string().nullable(),
  }),
  z.object({ ...optionBase, type: z.literal("flag"), default: z.boolean() }),
  z.object({ ...optionBase, type: z.literal("text"), maxCharacters: z.number().int(), required: z.boolean() }),
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
    maxCharacters: z.number().int().nullable(),
    /** Where there is no prompt, there must be a reference. */
    orReference: z.boolean(),
  }),
  options: z.array(option),
  /** Further pictures it looks at, at least and at most. */
  minReferences: z.number().int(),
  maxReferences: z.number().int(),
  /** For `outpaint` and `upscale`, where it does them. */
  outpaint: z.object({ maxPerSide: z.number().int().nullable() }).nullable(),
  upscale: z.object({ maxFactor: z.number(), maxResultPixels: z.number().int() }).nullable(),
  execution: z.enum(["sync", "async"]),
  streaming: z.boolean(),
  /** From this server's own attempts of the last 30 days; null before there are enough. */
  measured: z
    .object({
      attempts: z.number().int(),
      /** Of those that succeeded; null where none did. */
      medianMillis: z.number().int().nullable(),
      /** 0..1; refusals of what was asked, such as by content rules, do not count. */
      successRate: z.number().min(0).max(1),
    })
    .nullable(),
  price: z.object({
    baseTokens: z.number().int(),
    tokensPerMegapixel: z.number(),
    multiplier: z.object({ option: z.string(), factors: z.record(z.string(), z.number()) }).nullable(),
  }),
  available: z.boolean(),
  unavailableReason: z.string().nullable(),
});
export type ModelInfo = z.infer<typeof model>;
export const modelList = z.object({ models: z.array(model) });
