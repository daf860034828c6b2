import "server-only";
import { z } from "zod";
import type { AccountEdit, AccountState, AccountSummary, FullEntry } from "#lib/contracts/admin/accounts.ts";
import type { EditStatus } from "#lib/contracts/edit.ts";
import { call } from "../../database.ts";
import { decodeCursor } from "../cursor.ts";
import { afterNumber, afterTimeAndId, type Page, pageOf, timeAndId } from "../page.ts";
import { toTimestamp } from "../rows.ts";

/** Accounts as whoever runs the server sees them. What a page costs does not depend on how many accounts there are. */
interface SummaryRow extends Pick<AccountSummary, "id" | "email" | "role" | "available" | "held" | "edits" | "images"> {
  readonly created_at: string;
  readonly in_debt: boolean;
  readonly is_blocked: boolean;
  readonly is_frozen: boolean;
}

export interface AccountsWanted {
  /** The start of an address, in any case, or an account's id; undefined for all. */
  readonly query?: string | undefined;
  readonly state?: AccountState | undefined;
}

/** Newest first; by address where one is looked for. Throws `invalid_request` for a cursor that is not ours. */
export async function listAccounts(
  { query, state }: AccountsWanted,
  cursor: string | undefined,
  limit: number,
): Promise<Page<AccountSummary>> {
  const wanted = query?.trim().toLowerCase() ?? "";
  if (z.uuid().safeParse(wanted).success) return { items: await summariesOf([wanted]), nextCursor: null };
  if (wanted === "") {
    const [before, id] = afterTimeAndId(cursor);
    const rows = await call<SummaryRow[]>("list_accounts", state ?? null, before, id, limit + 1);
    return pageOf(rows, limit, toSummary, timeAndId);
  }
  const [after, id] = cursor === undefined ? [null, null] : decodeCursor(byAddress, cursor);
  const rows = await call<SummaryRow[]>("search_accounts", wanted, state ?? null, after, id, limit + 1);
  return pageOf(rows, limit, toSummary, (last) => [last.email, last.id]);
}

/** Null where there is no such account. */
export async function getAccountSummary(userId: string): Promise<AccountSummary | null> {
  return (await summariesOf([userId]))[0] ?? null;
}

const byAddress = z.tuple([z.string().max(320), z.uuid()]);

async function summariesOf(ids: readonly string[]): Promise<AccountSummary[]> {
  return (await call<SummaryRow[]>("account_summaries", ids)).map(toSummary);
}

function toSummary({ created_at, in_debt, is_blocked, is_frozen, ...row }: SummaryRow): AccountSummary {
  const { id, email, role, available, held, edits, images } = row;
  return {
    id,
    email,
    createdAt: toTimestamp(created_at),
    role,
    available,
    held,
    isBlocked: is_blocked,
    isFrozen: is_frozen,
    inDebt: in_debt,
    edits,
    images,
  };
}

/** An entry with all there is of it. */
export interface FullEntryRow {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly delta: number;
  readonly held_delta: number;
  readonly available_after: number;
  readonly held_after: number;
  readonly reason: string;
  readonly actor: string;
  readonly reference: string | null;
  readonly edit_id: string | null;
  readonly created_at: string;
}

/** Every entry of an account with who made it, newest first. Throws `invalid_request` for a cursor that is not ours. */
export async function listEntriesInFull(
  userId: string,
  cursor: string | undefined,
  limit: number,
): Promise<Page<FullEntry>> {
  const rows = await call<FullEntryRow[]>("list_entries_in_full", userId, afterNumber(cursor), limit + 1);
  return pageOf(rows, limit, toEntry, ({ version }) => version);
}

function toEntry(row: FullEntryRow): FullEntry {
  const { id, kind, reason, delta, actor, reference } = row;
  return {
    id,
    kind,
    reason,
    delta,
    heldDelta: row.held_delta,
    balance: row.available_after,
    held: row.held_after,
    editId: row.edit_id,
    actor,
    reference,
    createdAt: toTimestamp(row.created_at),
  };
}

interface AccountEditRow {
  readonly id: string;
  readonly operation: string;
  readonly model: string;
  readonly status: EditStatus;
  readonly tokens_quoted: number;
  readonly tokens_charged: number;
  readonly error_code: string | null;
  readonly created_at: string;
  readonly finished_at: string | null;
}

/** Newest first, without anything of what is in the pictures or was asked for. */
export async function listEditsOfAccount(userId: string, limit: number): Promise<AccountEdit[]> {
  const rows = await call<AccountEditRow[]>("list_edits_of_account", userId, limit);
  return rows.map(({ id, operation, model, status, ...row }) => ({
    id,
    operation,
    model,
    status,
    tokens: { quoted: row.tokens_quoted, charged: row.tokens_charged },
    errorCode: row.error_code,
    createdAt: toTimestamp(row.created_at),
    finishedAt: row.finished_at === null ? null : toTimestamp(row.finished_at),
  }));
}

/** Tokens that this administrator may still move by adjustments today (UTC). */
export async function adjustmentsLeft(actor: string): Promise<number> {
  return (await call<{ left: number }>("adjustments_left", actor)).left;
}
