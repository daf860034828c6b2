import "server-only";
import { call } from "./database.ts";

/**
 * The token ledger as the server sees it. All rules live in SQL (`supabase/migrations/*_ledger.sql`); holds are placed
 * and settled there, by the functions that begin and end edits.
 */
export interface Entry {
  readonly user: string;
  /** Whole tokens. */
  readonly amount: number;
  /** Shown to the person. */
  readonly reason: string;
  /** Who did it: `user:<id>`, `admin:<id>`, `stripe` or `system`. */
  readonly actor: string;
  /** What it belongs to outside of the ledger, such as a checkout session. */
  readonly reference: string | null;
  /** Same key and same entry: `exists`, with the first answer. Same key and another entry: `idempotency_conflict`. */
  readonly key: string;
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
  | { readonly outcome: "insufficient_tokens"; readonly available: number; readonly needed: number };

/** Adds tokens: given, bought, or returned after a dispute was won. */
export async function credit(kind: "grant" | "purchase" | "reinstate", entry: Entry): Promise<EntryOutcome> {
  return toOutcome(
    await call("credit", entry.user, entry.amount, kind, entry.reason, entry.actor, entry.reference, entry.key),
  );
}

/** Takes back tokens whose payment was refunded or disputed. May leave a debt, which blocks new edits. */
export async function clawBack(kind: "refund" | "dispute", entry: Entry): Promise<EntryOutcome> {
  return toOutcome(
    await call("claw_back", entry.user, entry.amount, kind, entry.reason, entry.actor, entry.reference, entry.key),
  );
}

/** An administrator's correction; `amount` may be negative, the balance may not. */
export async function adminAdjust(entry: Omit<Entry, "reference">): Promise<EntryOutcome> {
  return toOutcome(await call("admin_adjust", entry.user, entry.amount, entry.reason, entry.actor, entry.key));
}

interface EntryAnswer {
  readonly outcome: string;
  readonly entry_id: string;
  readonly available: number;
  readonly held: number;
  readonly needed: number;
}

function toOutcome({ outcome, entry_id, available, held, needed }: EntryAnswer): EntryOutcome {
  switch (outcome) {
    case "credited":
    case "clawed_back":
    case "adjusted":
      return { outcome: "posted", entryId: entry_id, available, held };
    case "exists":
      return { outcome, entryId: entry_id, available, held };
    case "insufficient_tokens":
      return { outcome, available, needed };
    case "idempotency_conflict":
    case "no_account":
      return { outcome };
    default:
      throw new Error(`unexpected ledger outcome: ${outcome}`);
  }
}
