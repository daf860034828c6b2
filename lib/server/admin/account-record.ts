import "server-only";
import type { AccountRecord } from "#lib/contracts/admin/accounts.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { listLots } from "../ledger.ts";
import { adjustmentsLeft, getAccountSummary, listEditsOfAccount, listEntriesInFull } from "../store/admin/accounts.ts";
import { listHoldsOfAccount } from "../store/admin/holds.ts";
import { listAllPurchases } from "../store/admin/purchases.ts";
import { listAdminActions } from "../store/operator.ts";

const ENTRIES = 25;
const OTHERS = 20;

/**
 * An account as an administrator sees it. `cursor` pages through its entries.
 *
 * @param actor Who asks: how much they may still move is told.
 * @throws RepaintError `not_found`, `invalid_request` for a cursor that is not ours
 */
export async function accountRecord(userId: string, cursor: string | undefined, actor: string): Promise<AccountRecord> {
  const account = await getAccountSummary(userId);
  if (!account) throw new RepaintError("not_found");
  const [lots, entries, purchases, holds, recentEdits, actions, left] = await Promise.all([
    listLots(userId),
    listEntriesInFull(userId, cursor, ENTRIES),
    listAllPurchases({ userId }, undefined, OTHERS),
    listHoldsOfAccount(userId),
    listEditsOfAccount(userId, OTHERS),
    listAdminActions(userId, undefined, OTHERS),
    adjustmentsLeft(actor),
  ]);
  return {
    account,
    lots: lots.map(({ expiresAt, ...lot }) => ({ ...lot, expiresAt: expiresAt?.toISOString() ?? null })),
    entries,
    purchases: purchases.items,
    holds,
    recentEdits,
    actions: actions.items,
    adjustmentsLeft: left,
  };
}
