import { z } from "zod";
import { id } from "./common.ts";

/** Path parameters. */
export const idParams = z.object({ id });

const whole = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number);
export const tileParams = z.object({ id, z: whole, x: whole, y: whole });

export const patchQuery = z.object({ patch: id.optional() });
