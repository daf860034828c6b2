import "server-only";
import type { HeldTokens, HoldSituation } from "#lib/contracts/admin/holds.ts";
import { call } from "../../database.ts";
import { afterTimeAndId, type Page, pageOf, timeAndId } from "../page.ts";
import { toTimestamp } from "../rows.ts";

interface HoldRow {
  readonly id: string;
  readonly user_id: string;
  readonly email: string | null;
  readonly edit_id: string;
  readonly amount: number;
  readonly situation: HoldSituation;
  readonly created_at: string;
  readonly expires_at: string;
  readonly heartbeat_at: string | null;
}

/**
 * Oldest first: open holds older than so long, and younger ones that look stuck. Throws `invalid_request` for a cursor
 * that is not ours.
 */
export async function listOpenHolds(
  olderThanSeconds: number,
  cursor: string | undefined,
  limit: number,
): Promise<Page<HeldTokens>> {
  const [after, id] = afterTimeAndId(cursor);
  const rows = await call<HoldRow[]>("list_open_holds", olderThanSeconds, after, id, limit + 1);
  return pageOf(rows, limit, toHeldTokens, timeAndId);
}

/** All that are open, oldest first. */
export async function listHoldsOfAccount(userId: string): Promise<HeldTokens[]> {
  return (await call<HoldRow[]>("list_holds_of_account", userId)).map(toHeldTokens);
}

function toHeldTokens(row: HoldRow): HeldTokens {
  const { id, email, situation } = row;
  return {
    id,
    userId: row.user_id,
    email,
    editId: row.edit_id,
    tokens: row.amount,
    situation,
    looksStuck: situation !== "running" && situation !== "queued",
    createdAt: toTimestamp(row.created_at),
    expiresAt: toTimestamp(row.expires_at),
    heartbeatAt: row.heartbeat_at === null ? null : toTimestamp(row.heartbeat_at),
  };
}
