import "server-only";
import type { Cell } from "../../csv.ts";
import { call } from "../../database.ts";
import { type PurchaseRow, toPurchase } from "../purchase-rows.ts";
import { toTimestamp } from "../rows.ts";
import type { FullEntryRow } from "./accounts.ts";

/** What is written into files, oldest first, batch by batch. Cells are in the order of the columns of `contracts/admin/exports.ts`. */
export interface Range {
  /** Days in UTC, both included; undefined or empty: without end. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

type Batches = AsyncGenerator<ReadonlyArray<readonly Cell[]>>;

const BATCH = 1_000;
const DAY_MILLIS = 86_400_000;

export const exportEntries = (range: Range): Batches =>
  batchesOf<FullEntryRow & { readonly user_id: string }>("export_entries", range, (row) => [
    row.id,
    toTimestamp(row.created_at),
    row.user_id,
    row.version,
    row.kind,
    row.delta,
    row.held_delta,
    row.available_after,
    row.held_after,
    row.reason,
    row.actor,
    row.reference,
    row.edit_id,
  ]);

export const exportPurchases = (range: Range): Batches =>
  batchesOf<PurchaseRow & { readonly email: string | null }>("export_purchases", range, (row) => {
    const purchase = toPurchase(row);
    return [
      purchase.id,
      purchase.createdAt,
      purchase.userId,
      row.email,
      purchase.packId,
      purchase.tokens,
      purchase.status,
      purchase.isLive,
      purchase.priceMinor,
      purchase.currency,
      purchase.paidAt,
      purchase.chargedMinor,
      purchase.chargedCurrency,
      purchase.refundedMinor,
      purchase.tokensTakenBack,
      purchase.sessionId,
      purchase.paymentIntentId,
      purchase.chargeId,
    ];
  });

async function* batchesOf<Row extends { readonly id: string; readonly created_at: string }>(
  name: string,
  { from, to }: Range,
  toCells: (row: Row) => readonly Cell[],
): Batches {
  const start = from ? `${from}T00:00:00Z` : "-infinity";
  const end = to ? new Date(Date.parse(to) + DAY_MILLIS).toISOString() : "infinity";
  let last: Row | undefined;
  do {
    const rows: Row[] = await call<Row[]>(name, start, end, last?.created_at ?? null, last?.id ?? null, BATCH);
    if (rows.length > 0) yield rows.map(toCells);
    last = rows.length === BATCH ? rows.at(-1) : undefined;
  } while (last);
}
