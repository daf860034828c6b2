import { z } from "zod";
import { OPERATION_NAMES } from "#lib/domain/operation.ts";

export const model = z.object({
  id: z.string(),
  provider: z.string(),
  name: z.string(),
  description: z.string(),
  operations: z.array(z.enum(OPERATION_NAMES)),
  limits: z.object({ minSide: z.number(), maxSide: z.number(), maxPixels: z.number() }),
  mask: z.object({ channel: z.string(), polarity: z.string(), soft: z.boolean() }),
  prompt: z.object({ use: z.enum(["ignored", "optional", "required"]), maxCharacters: z.number().int().nullable() }),
  options: z.array(z.unknown()),
  price: z.object({ baseTokens: z.number().int(), tokensPerMegapixel: z.number() }),
  available: z.boolean(),
  unavailableReason: z.string().nullable(),
});
export type ModelInfo = z.infer<typeof model>;
export const modelList = z.object({ models: z.array(model) });
