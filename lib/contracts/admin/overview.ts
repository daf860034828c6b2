import * as z from "zod/mini";
import { timestamp } from "../common.ts";

export const OVERVIEW_DAYS = [7, 30, 90] as const;
export type OverviewDays = (typeof OVERVIEW_DAYS)[number];

export const overviewQuery = z.object({
  days: z._default(z.pipe(z.coerce.number(), z.union([z.literal(7), z.literal(30), z.literal(90)])), 30),
});

/** Milliseconds, rounded up by 10 % at most; null where nothing ran. */
const times = {
  /** Of edits that succeeded: from their start to their end, half and 95 of 100 within. */
  runP50Millis: z.nullable(z.int()),
  runP95Millis: z.nullable(z.int()),
  /** From being asked for to their start, 95 of 100 within. */
  waitP95Millis: z.nullable(z.int()),
};
const counts = {
  succeeded: z.int(),
  failed: z.int(),
  cancelled: z.int(),
  tokensSpent: z.int(),
  /** Less those that were taken back. */
  tokensSold: z.int(),
  newAccounts: z.int(),
  /** Micro-USD, by the providers' own prices. */
  costMicroUsd: z.int(),
};
/** In the currency's smallest unit. What was returned later is counted on the day of the payment. */
const revenue = z.object({ currency: z.string(), chargedMinor: z.int(), returnedMinor: z.int() });

const day = z.object({
  /** UTC, as `2026-11-26`. */
  day: z.iso.date(),
  ...counts,
  /** With an edit that ended that day. */
  activeAccounts: z.int(),
  ...times,
  revenue: z.array(revenue),
});
export type OverviewDay = z.infer<typeof day>;

export const overview = z.object({
  /** Oldest first, the last one is today so far. */
  daily: z.array(day),
  total: z.object({ ...counts, ...times, revenue: z.array(revenue) }),
  /** In these days, by what they were charged for their edits. */
  providers: z.array(
    z.object({ id: z.string(), name: z.string(), edits: z.int(), tokens: z.int(), costMicroUsd: z.int() }),
  ),
  /** How things stood when the worker last looked; null before it did. */
  standing: z.nullable(
    z.object({
      /** Tokens of all accounts together: what is owed to people. */
      available: z.int(),
      held: z.int(),
      /** Accounts with an edit within these days. */
      activeAccounts: z.int(),
      takenAt: timestamp,
    }),
  ),
  /** Whether the sales are real money or Stripe's test mode. */
  isLive: z.boolean(),
});
export type Overview = z.infer<typeof overview>;
export type Revenue = z.infer<typeof revenue>;
