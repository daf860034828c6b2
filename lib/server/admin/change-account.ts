import "server-only";
import type { AdjustRequest } from "#lib/contracts/admin/accounts.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { adminAdjust } from "../ledger.ts";
import { type By, blockAccount, unfreezeAccount } from "../store/operator.ts";

/** What administrators do to accounts. Each throws `not_found` where there is no such account. */
export async function setBlocked(
  userId: string,
  isBlocked: boolean,
  by: By,
): Promise<{ outcome: "blocked" | "unblocked" | "unchanged" }> {
  const outcome = await blockAccount(userId, isBlocked, by);
  if (outcome === "no_account") throw new RepaintError("not_found");
  return { outcome };
}

/** @throws RepaintError `payment_disputed` while a dispute keeps the account frozen */
export async function unfreeze(userId: string, by: By): Promise<{ outcome: "unfrozen" | "unchanged" }> {
  const outcome = await unfreezeAccount(userId, by);
  if (outcome === "no_account") throw new RepaintError("not_found");
  if (outcome === "still_disputed") throw new RepaintError("payment_disputed");
  return { outcome };
}

/** @throws RepaintError `adjustment_too_low`, `daily_cap_reached`, `idempotency_conflict` */
export async function adjust(
  userId: string,
  { tokens, reference, key }: AdjustRequest,
  { actor, reason }: By,
): Promise<{ outcome: "adjusted" | "exists"; available: number; held: number }> {
  const answer = await adminAdjust({
    user: userId,
    amount: tokens,
    reason,
    actor,
    reference: reference ?? null,
    // Apart from the keys of purchases and grants, which are in the same book.
    key: `adjust:${key}`,
  });
  switch (answer.outcome) {
    case "posted":
    case "exists":
      return {
        outcome: answer.outcome === "posted" ? "adjusted" : "exists",
        available: answer.available,
        held: answer.held,
      };
    case "insufficient_tokens":
      throw new RepaintError("adjustment_too_low", { field: "tokens" });
    case "daily_cap_reached":
      throw new RepaintError("daily_cap_reached", { field: "tokens" });
    case "no_account":
      throw new RepaintError("not_found");
    case "idempotency_conflict":
      throw new RepaintError("idempotency_conflict");
  }
}
