import "server-only";
import type { AdminActionInfo } from "#lib/contracts/admin/actions.ts";
import { call } from "../database.ts";
import { afterNumber, type Page, pageOf } from "./page.ts";
import { toTimestamp } from "./rows.ts";

/** What administrators do. Each of it is written into a book nobody can change, in the transaction that does it. */
export interface By {
  /** `admin:<id>`. */
  readonly actor: string;
  /** Never empty. */
  readonly reason: string;
}

/** A blocked account starts nothing that costs tokens, and buys none; what runs already goes on. */
export async function blockAccount(
  userId: string,
  isBlocked: boolean,
  by: By,
): Promise<"blocked" | "unblocked" | "unchanged" | "no_account"> {
  return outcomeOf(call("block_account", userId, isBlocked, by.actor, by.reason));
}

/** After a look at its warnings of fraud. An open dispute keeps the account frozen all the same. */
export async function unfreezeAccount(
  userId: string,
  by: By,
): Promise<"unfrozen" | "still_disputed" | "unchanged" | "no_account"> {
  return outcomeOf(call("unfreeze_account", userId, by.actor, by.reason));
}

/** Ends the edit of a hold that is stuck as failed, gives its tokens back, and tells its worker. */
export async function releaseStuckHold(
  holdId: string,
  by: By,
): Promise<"released" | "already_captured" | "already_released" | "already_expired" | "not_found"> {
  return outcomeOf(call("release_stuck_hold", holdId, by.actor, by.reason));
}

export async function switchProvider(provider: string, isOn: boolean, by: By): Promise<"switched" | "unchanged"> {
  return outcomeOf(call("switch_provider", provider, isOn, by.actor, by.reason));
}

/** Providers that an operator has switched off. */
export function listSwitchedOff(): Promise<readonly string[]> {
  return call<string[]>("list_switched_off");
}

export type AskRefundOutcome =
  /** The action's id is the key of the request to Stripe, and the amount what that asks for. */
  | { readonly outcome: "asked" | "exists"; readonly actionId: number; readonly amountMinor: number }
  | { readonly outcome: "too_much"; readonly leftMinor: number }
  | { readonly outcome: "refused" | "not_refundable" | "idempotency_conflict" | "not_found" };

/**
 * Written down before Stripe is asked; the tokens move when Stripe tells of the refund.
 *
 * @param refund `amountMinor` null: all that is left when it is first asked for.
 */
export async function askRefund(
  purchaseId: string,
  refund: { readonly amountMinor: number | null; readonly key: string },
  by: By,
): Promise<AskRefundOutcome> {
  const { outcome, action_id, amount_minor, left_minor } = await call<{
    outcome: AskRefundOutcome["outcome"];
    action_id: number;
    amount_minor: number;
    left_minor: number;
  }>("ask_refund", purchaseId, refund.amountMinor, by.actor, by.reason, refund.key);
  if (outcome === "asked" || outcome === "exists") return { outcome, actionId: action_id, amountMinor: amount_minor };
  return outcome === "too_much" ? { outcome, leftMinor: left_minor } : { outcome };
}

/** Written down beside what was asked, once: Stripe makes no refund of it, and `code` is its word for why. */
export function noteRefusedRefund(actionId: number, code: string): Promise<"noted" | "exists"> {
  return outcomeOf(call("note_refused_refund", actionId, code));
}

interface ActionRow extends Omit<AdminActionInfo, "actorEmail" | "userId" | "userEmail" | "createdAt"> {
  readonly actor_email: string | null;
  readonly user_id: string | null;
  readonly user_email: string | null;
  readonly created_at: string;
}

/** The book, newest first; of one account, or of all. Throws `invalid_request` for a cursor that is not ours. */
export async function listAdminActions(
  userId: string | null,
  cursor: string | undefined,
  limit: number,
): Promise<Page<AdminActionInfo>> {
  const rows = await call<ActionRow[]>("read_action_book", userId, afterNumber(cursor), limit + 1);
  return pageOf(rows, limit, toAction, ({ id }) => id);
}

function toAction({ user_id, user_email, actor_email, created_at, ...action }: ActionRow): AdminActionInfo {
  return {
    ...action,
    actorEmail: actor_email,
    userId: user_id,
    userEmail: user_email,
    createdAt: toTimestamp(created_at),
  };
}

async function outcomeOf<Outcome extends string>(answer: Promise<{ outcome: Outcome }>): Promise<Outcome> {
  return (await answer).outcome;
}
