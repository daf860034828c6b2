import * as z from "zod/mini";
import { timestamp } from "../common.ts";

/** `admin:<id>`, or `system` for the nightly one. */
const actor = z.string();

export const ledgerAudit = z.object({
  id: z.int(),
  actor,
  /** How long it took. */
  millis: z.int(),
  /** The first thousand places where the books break one of their rules. Empty: they are sound. */
  broken: z.array(
    z.object({
      /** The rule's name, such as `lots_hold_what_is_available`. */
      invariant: z.string(),
      user: z.nullable(z.string()),
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
  createdAt: timestamp,
});
export type LedgerAudit = z.infer<typeof ledgerAudit>;

export const ledgerAudits = z.object({
  /** Null before there was one. */
  latest: z.nullable(ledgerAudit),
  /** Newest first, each with how much was broken. */
  earlier: z.array(z.object({ id: z.int(), actor, count: z.int(), createdAt: timestamp })),
});
export type LedgerAudits = z.infer<typeof ledgerAudits>;
