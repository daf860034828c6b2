import * as z from "zod/mini";
import { timestamp } from "../common.ts";

const rate = z.nullable(z.object({ points: z.int(), seconds: z.int() }));

/** Limits with how often they turned somebody away. */
export const limitReport = z.object({
  policies: z.array(
    z.object({
      name: z.string(),
      perAccount: rate,
      perKey: rate,
      perAddress: rate,
      /** Refused requests of the last 24 hours and of the last 30 days. */
      day: z.int(),
      month: z.int(),
    }),
  ),
  /** Of the last 48 hours, newest first; hours in which nobody was turned away are left out. */
  hours: z.array(z.object({ hour: timestamp, policy: z.string(), hits: z.int() })),
  /** Of the last 24 hours, most first. */
  top: z.array(
    z.object({
      policy: z.string(),
      scope: z.enum(["account", "key", "address"]),
      /** The id of the account or of the API key, or the address. */
      key: z.string(),
      email: z.nullable(z.string()),
      hits: z.int(),
      lastAt: timestamp,
    }),
  ),
});
export type LimitReport = z.infer<typeof limitReport>;
