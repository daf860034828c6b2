import "server-only";
import { CHANGE_KINDS, type TokenChange } from "#lib/contracts/billing.ts";
import type { Operation } from "#lib/domain/operation.ts";
import { call } from "../database.ts";
import { afterNumber, type Page, pageOf } from "./page.ts";
import { toTimestamp } from "./rows.ts";

interface ChangeRow {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly tokens: number;
  readonly balance: number;
  readonly operation: Operation | null;
  readonly image_name: string | null;
  readonly created_at: string;
}

/**
 * What changed how many tokens somebody has, newest first: without holds, which only set some aside. Throws
 * `invalid_request` for a cursor that is not ours.
 */
export async function listTokenChanges(
  userId: string,
  cursor: string | undefined,
  limit: number,
): Promise<Page<TokenChange>> {
  const rows = await call<ChangeRow[]>("list_token_changes", userId, afterNumber(cursor), limit + 1);
  return pageOf(rows, limit, toChange, ({ version }) => version);
}

function toChange({ id, kind, tokens, balance, operation, image_name, created_at }: ChangeRow): TokenChange {
  return {
    id,
    kind: CHANGE_KINDS.find((known) => known === kind) ?? "other",
    tokens,
    balance,
    edit: operation !== null && image_name !== null ? { operation, imageName: image_name } : null,
    createdAt: toTimestamp(created_at),
  };
}
