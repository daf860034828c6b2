import * as z from "zod/mini";
import { id } from "./common.ts";

/** Path parameters. */
export const idParams = z.object({ id });

const whole = z.pipe(z.string().check(z.regex(/^\d{1,4}$/)), z.transform(Number));
export const tileParams = z.object({ id, z: whole, x: whole, y: whole });

export const patchQuery = z.object({ patch: z.optional(id) });
