import * as z from "zod/mini";
import { tokenEntry } from "../account.ts";
import { id, listOf, timestamp } from "../common.ts";
import { editStatus } from "../edit.ts";
import { adminAction } from "./actions.ts";
import { heldTokens } from "./holds.ts";
import { pageQuery } from "./lists.ts";
import { adminPurchase } from "./purchases.ts";
import { reason, writtenText } from "./reason.ts";

export const ACCOUNT_STATES = ["blocked", "frozen", "in_debt"] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

export const accountQuery = z.object({
  /** The start of an address, or an account's id. */
  query: z.optional(writtenText(254)),
  state: z.optional(z.enum(ACCOUNT_STATES)),
  ...pageQuery,
});

export const accountSummary = z.object({
  id,
  /** Null where the person has none, or is gone. */
  email: z.nullable(z.string()),
  createdAt: timestamp,
  role: z.enum(["user", "admin"]),
  available: z.int(),
  held: z.int(),
  isBlocked: z.boolean(),
  isFrozen: z.boolean(),
  inDebt: z.boolean(),
  edits: z.int(),
  images: z.int(),
});
export type AccountSummary = z.infer<typeof accountSummary>;

/** Newest first; where an address is looked for, in the order of addresses. */
export const accountList = listOf(accountSummary);

const tokenLot = z.object({
  id,
  kind: z.enum(["promo", "adjustment", "paid"]),
  remaining: z.int(),
  original: z.int(),
  expiresAt: z.nullable(timestamp),
});
export type TokenLot = z.infer<typeof tokenLot>;

const fullEntry = z.extend(tokenEntry, {
  held: z.int(),
  /** `user:<id>`, `admin:<id>`, `stripe`, `system` or a worker. */
  actor: z.string(),
  reference: z.nullable(z.string()),
});
export type FullEntry = z.infer<typeof fullEntry>;

/** What it cost and how it ended; never what was asked for, nor any picture. */
const accountEdit = z.object({
  id,
  operation: z.string(),
  model: z.string(),
  status: editStatus,
  tokens: z.object({ quoted: z.int(), charged: z.int() }),
  errorCode: z.nullable(z.string()),
  createdAt: timestamp,
  finishedAt: z.nullable(timestamp),
});
export type AccountEdit = z.infer<typeof accountEdit>;

export const accountRecordQuery = z.object({ cursor: pageQuery.cursor });

/** Everything about an account that an administrator needs; `cursor` pages through its entries. */
export const accountRecord = z.object({
  account: accountSummary,
  lots: z.array(tokenLot),
  entries: listOf(fullEntry),
  purchases: z.array(adminPurchase),
  holds: z.array(heldTokens),
  recentEdits: z.array(accountEdit),
  actions: z.array(adminAction),
  /** Tokens that the asking administrator may still move today (UTC). */
  adjustmentsLeft: z.int(),
});
export type AccountRecord = z.infer<typeof accountRecord>;

export const blockRequest = z.strictObject({ isBlocked: z.boolean(), reason });
export const blockAnswer = z.object({ outcome: z.enum(["blocked", "unblocked", "unchanged"]) });
export const unfreezeAnswer = z.object({ outcome: z.enum(["unfrozen", "unchanged"]) });

const MAX_ADJUSTMENT = 1_000_000_000;

export const adjustRequest = z.strictObject({
  /** Above zero gives, below takes. */
  tokens: z.int().check(
    z.minimum(-MAX_ADJUSTMENT),
    z.maximum(MAX_ADJUSTMENT),
    z.refine((tokens) => tokens !== 0, "Must not be zero"),
  ),
  reason,
  /** What it belongs to, such as a ticket. */
  reference: z.optional(writtenText(200)),
  /** Of this adjustment: sent again by it, it is the same one. */
  key: id,
});
export type AdjustRequest = z.infer<typeof adjustRequest>;

export const adjustAnswer = z.object({
  /** `exists`: it was done by an earlier request with this key. */
  outcome: z.enum(["adjusted", "exists"]),
  /** After that adjustment. */
  available: z.int(),
  held: z.int(),
});
export type AdjustAnswer = z.infer<typeof adjustAnswer>;
