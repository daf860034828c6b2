import "server-only";
import { call } from "./database.ts";

/**
 * The token ledger as the server sees it. All rules live in SQL (`supabase/migrations/*_ledger.sql` and
 * `*_token_lots.sql`); holds are placed and settled there, by the functions that begin and end edits. What people pay for
 * is credited and taken back by the functions of `store/purchases.ts`.
 */
export interface Entry {
  readonly user: string;
  /** Whole tokens. */
  readonly amount: number;
  /** Shown to the person. */
  readonly reason: string;
  /** Who did it: `user:<id>`, `admin:<id>`, `stripe` or `system`. */
  readonly actor: string;
  /** What it belongs to outside of the ledger, such as a purchase. */
  readonly reference: string | null;
  /** Same key and same entry: `exists`, with the first answer. Same key and another entry: `idempotency_conflict`. */
  readonly key: string;
}

export interface Gift extends Entry {
  /** When what is left of it expires; null or absent is never. */
  readonly expiresAt?: Date | null;
}

interface Posted {
  readonly outcome: "posted" | "exists";
  readonly entryId: string;
  /** After that entry. */
  readonly available: number;
  readonly held: number;
}

export type EntryOutcome =
  | Posted
  | { readonly outcome: "idempotency_conflict" | "no_account" }
  | { readonly outcome: "insufficient_tokens"; readonly available: number; readonly needed: number }
  /** `left`: what this administrator may still move today (UTC). */
  | { readonly outcome: "daily_cap_reached"; readonly left: number };

/** Adds tokens: given (these are spent first and can never be refunded), bought, or returned after a dispute was won. */
export async function credit(kind: "grant" | "purchase" | "reinstate", gift: Gift): Promise<EntryOutcome> {
  const { user, amount, reason, actor, reference, key, expiresAt = null } = gift;
  return toOutcome(await call("credit", user, amount, kind, reason, actor, reference, key, expiresAt));
}

/** Takes back tokens whose payment was refunded or disputed. May leave a debt, which blocks new edits. */
export async function clawBack(kind: "refund" | "dispute", entry: Entry): Promise<EntryOutcome> {
  return toOutcome(
    await call("claw_back", entry.user, entry.amount, kind, entry.reason, entry.actor, entry.reference, entry.key),
  );
}

/** An administrator's correction, written into the book too; `amount` may be negative, the balance may not. */
export async function adminAdjust({ user, amount, reason, actor, key, reference }: Entry): Promise<EntryOutcome> {
  return toOutcome(await call("admin_adjust", user, amount, reason, actor, key, reference));
}

/** Tokens given, corrected or bought at one time, and what is left of them. */
export interface Lot {
  readonly id: string;
  readonly kind: "promo" | "adjustment" | "paid";
  readonly remaining: number;
  readonly original: number;
  readonly expiresAt: Date | null;
}

/** What the available tokens are made of, in the order in which they are spent. */
export async function listLots(user: string): Promise<readonly Lot[]> {
  const rows = await call<Array<Omit<Lot, "expiresAt"> & { expires_at: string | null }>>("list_lots", user);
  return rows.map(({ id, kind, remaining, original, expires_at }) => ({
    id,
    kind,
    remaining,
    original,
    expiresAt: expires_at === null ? null : new Date(expires_at),
  }));
}

/** Accounts looked at in one transaction. */
const SWEPT_AT_A_TIME = 100;

/**
 * Takes expired tokens out of the accounts. Nobody could have spent them: this only brings the history up to date.
 * @returns how many accounts had some.
 */
export async function sweepLots(): Promise<number> {
  let swept = 0;
  for (;;) {
    const { accounts } = await call<{ accounts: number }>("sweep_lots", SWEPT_AT_A_TIME);
    swept += accounts;
    if (accounts < SWEPT_AT_A_TIME) return swept;
  }
}

interface EntryAnswer {
  readonly outcome: string;
  readonly entry_id: string;
  readonly available: number;
  readonly held: number;
  readonly needed: number;
  readonly left: number;
}

function toOutcome({ outcome, entry_id, available, held, needed, left }: EntryAnswer): EntryOutcome {
  switch (outcome) {
    case "credited":
    case "clawed_back":
    case "adjusted":
      return { outcome: "posted", entryId: entry_id, available, held };
    case "exists":
      return { outcome, entryId: entry_id, available, held };
    case "insufficient_tokens":
      return { outcome, available, needed };
    case "daily_cap_reached":
      return { outcome, left };
    case "idempotency_conflict":
    case "no_account":
      return { outcome };
    default:
      throw new Error(`unexpected ledger outcome: ${outcome}`);
  }
}
