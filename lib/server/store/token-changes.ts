import "server-only";
import { z } from "zod";
import { CHANGE_KINDS, type TokenChange } from "#lib/contracts/billing.ts";
import type { Operation } from "#lib/domain/operation.ts";
import { call } from "../database.ts";
import type { Page } from "./accounts.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
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
  const before = cursor === undefined ? null : decodeCursor(z.number().int().positive(), cursor);
  const rows = await call<ChangeRow[]>("list_token_changes", userId, before, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items: items.map(toChange), nextCursor: rows.length > limit && last ? encodeCursor(last.version) : null };
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
