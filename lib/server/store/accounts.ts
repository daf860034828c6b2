import "server-only";
import { createHash } from "node:crypto";
import type { TokenEntry } from "#lib/contracts/account.ts";
import { normaliseAddress } from "#lib/domain/address.ts";
import { call } from "../database.ts";
import { afterNumber, type Page, pageOf } from "./page.ts";
import { toTimestamp } from "./rows.ts";

export interface Account {
  readonly available: number;
  readonly held: number;
  /** A refund or dispute took more than was left; new edits are refused until it is made up. */
  readonly inDebt: boolean;
  /** By an operator: it may start nothing that costs tokens, and buy none. */
  readonly isBlocked: boolean;
  /** While a payment is disputed, or after a warning of fraud: the same, until that is settled. */
  readonly isFrozen: boolean;
  readonly role: "user" | "admin";
}

export interface Signup {
  /** What the server grants where the operator has set nothing else. */
  readonly tokens: number;
  /** Verified; null grants nothing. Each address is granted tokens once, however it is spelt. */
  readonly address: string | null;
}

export type OpenOutcome = "created" | "exists" | "deleted";

/**
 * Opens the account and grants the sign-up tokens, once, however often and in parallel it is called. `deleted`: its owner
 * had it deleted, and nobody gets in any more.
 */
export async function openAccount(userId: string, { tokens, address }: Signup): Promise<OpenOutcome> {
  const hash = address && createHash("sha256").update(normaliseAddress(address)).digest("hex");
  const { outcome } = await call<{ outcome: OpenOutcome }>("admit_account", userId, tokens, hash);
  return outcome;
}

/** Whoever never opened an account has nothing. */
export async function getAccount(userId: string): Promise<Account> {
  const { in_debt, is_blocked, is_frozen, ...account } = await call<
    Pick<Account, "available" | "held" | "role"> & { in_debt: boolean; is_blocked: boolean; is_frozen: boolean }
  >("get_account", userId);
  return { ...account, inDebt: in_debt, isBlocked: is_blocked, isFrozen: is_frozen };
}

interface EntryRow {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly reason: string;
  readonly delta: number;
  readonly held_delta: number;
  readonly available_after: number;
  readonly edit_id: string | null;
  readonly created_at: string;
}

/** Newest first. Throws `invalid_request` for a cursor that is not ours. */
export async function listEntries(
  userId: string,
  cursor: string | undefined,
  limit: number,
): Promise<Page<TokenEntry>> {
  const rows = await call<EntryRow[]>("list_entries", userId, afterNumber(cursor), limit + 1);
  return pageOf(rows, limit, toEntry, ({ version }) => version);
}

function toEntry({ id, kind, reason, delta, held_delta, available_after, edit_id, created_at }: EntryRow): TokenEntry {
  return {
    id,
    kind,
    reason,
    delta,
    heldDelta: held_delta,
    balance: available_after,
    editId: edit_id,
    createdAt: toTimestamp(created_at),
  };
}
