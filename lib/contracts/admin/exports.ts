import * as z from "zod/mini";

/** A day in UTC. A field of a form that is left empty is sent as an empty text. */
const day = z.optional(
  z.union([
    z.literal(""),
    z.iso.date().check(z.refine((date) => date >= "1970-01-01" && date < "9999-01-01", "Must be from 1970 to 9998")),
  ]),
);

/** Both days included; without one, from the beginning or until now. */
export const exportRange = z
  .object({ from: day, to: day })
  .check(
    z.refine(({ from, to }) => !from || !to || from <= to, { path: ["to"], error: "Must not be before the first" }),
  );

/** Times are ISO 8601 in UTC, tokens whole numbers, amounts (`…_minor`) in the currency's smallest unit. */
export const ENTRY_COLUMNS = [
  "id",
  "time",
  "account",
  "version",
  "kind",
  "available_change",
  "held_change",
  "available_after",
  "held_after",
  "reason",
  "actor",
  "reference",
  "edit",
] as const;

export const PURCHASE_COLUMNS = [
  "id",
  "time",
  "account",
  "email",
  "pack",
  "tokens",
  "status",
  "live",
  "price_minor",
  "currency",
  "paid_time",
  "charged_minor",
  "charged_currency",
  "refunded_minor",
  "tokens_taken_back",
  "stripe_session",
  "stripe_payment_intent",
  "stripe_charge",
] as const;
