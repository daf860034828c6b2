import "server-only";
import { z } from "zod";
import type { TokenEntry } from "#lib/contracts/account.ts";
import { call } from "../database.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import { toTimestamp } from "./rows.ts";

export interface Account {
  readonly available: number;
  readonly held: number;
  /** A refund or dispute took more than was left; new edits are refused until it is made up. */
  readonly inDebt: boolean;
  readonly role: "user" | "admin";
}

/** Opens the account and grants the sign-up tokens, once, however often and in parallel it is called. */
export async function openAccount(userId: string, signupTokens: number): Promise<"created" | "exists"> {
  const { outcome } = await call<{ outcome: "created" | "exists" }>("open_account", userId, signupTokens);
  return outcome;
}

/** Whoever never opened an account has nothing. */
export async function getAccount(userId: string): Promise<Account> {
  const { available, held, in_debt, role } = await call<{
    available: number;
    held: number;
    in_debt: boolean;
    role: Account["role"];
  }>("get_account", userId);
  return { available, held, inDebt: in_debt, role };
}

export interface Page<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
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
  const before = cursor === undefined ? null : decodeCursor(z.number().int().positive(), cursor);
  const rows = await call<EntryRow[]>("list_entries", userId, before, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map((row) => ({
      id: row.id,
      kind: row.kind,
      reason: row.reason,
      delta: row.delta,
      heldDelta: row.held_delta,
      balance: row.available_after,
      editId: row.edit_id,
      createdAt: toTimestamp(row.created_at),
    })),
    nextCursor: rows.length > limit && last ? encodeCursor(last.version) : null,
  };
}
