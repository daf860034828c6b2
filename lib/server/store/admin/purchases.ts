import "server-only";
import type { AdminPurchase } from "#lib/contracts/admin/purchases.ts";
import { call } from "../../database.ts";
import { afterTimeAndId, type Page, pageOf, timeAndId } from "../page.ts";
import { type PurchaseRow, type PurchaseStatus, toPurchase } from "../purchase-rows.ts";

interface RecordRow extends PurchaseRow {
  readonly email: string | null;
  readonly available: number;
  readonly disputed_minor: number;
}

export interface PurchasesWanted {
  readonly status?: PurchaseStatus | undefined;
  readonly userId?: string | undefined;
}

/** Purchases of everyone, newest first. Throws `invalid_request` for a cursor that is not ours. */
export async function listAllPurchases(
  { status, userId }: PurchasesWanted,
  cursor: string | undefined,
  limit: number,
): Promise<Page<AdminPurchase>> {
  const [before, id] = afterTimeAndId(cursor);
  const rows = await call<RecordRow[]>("list_all_purchases", status ?? null, userId ?? null, before, id, limit + 1);
  return pageOf(rows, limit, toAdminPurchase, timeAndId);
}

/** Null where there is none. */
export async function getAdminPurchase(purchaseId: string): Promise<AdminPurchase | null> {
  const [row] = await call<RecordRow[]>("purchase_records", [purchaseId]);
  return row ? toAdminPurchase(row) : null;
}

function toAdminPurchase(row: RecordRow): AdminPurchase {
  const { sessionId, chargeId, customerId, ...purchase } = toPurchase(row);
  return { ...purchase, email: row.email, available: row.available, disputedMinor: row.disputed_minor };
}
