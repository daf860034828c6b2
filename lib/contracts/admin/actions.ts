import * as z from "zod/mini";
import { id, listOf, timestamp } from "../common.ts";
import { pageQuery } from "./lists.ts";

export const actionQuery = z.object({
  ...pageQuery,
  /** Only what was done to this account. */
  userId: z.optional(id),
});

/** A line of the book in which everything is written that administrators do. */
export const adminAction = z.object({
  id: z.int(),
  action: z.string(),
  /** `admin:<id>`, `system` for what a command on the server did, or `stripe` for what Stripe refused. */
  actor: z.string(),
  /** Null where they have no account any more, or never had one. */
  actorEmail: z.nullable(z.string()),
  /** The account it was done to, if one was. */
  userId: z.nullable(z.string()),
  userEmail: z.nullable(z.string()),
  /** What else it was done to: a hold, a setting, a provider, a purchase. */
  subject: z.nullable(z.string()),
  /** As the administrator wrote it; of a refusal Stripe's code. */
  reason: z.string(),
  details: z.record(z.string(), z.unknown()),
  createdAt: timestamp,
});
export type AdminActionInfo = z.infer<typeof adminAction>;

/** Newest first. */
export const actionList = listOf(adminAction);
