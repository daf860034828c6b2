import "server-only";
import { call } from "../database.ts";

/** The steps of a deletion, each of which may be repeated. Their order is in `account-deletion/delete-account.ts`. */
export async function beginDeletion(userId: string): Promise<"begun" | "exists" | "account_blocked"> {
  return (await call<{ outcome: "begun" | "exists" | "account_blocked" }>("begin_account_deletion", userId)).outcome;
}

export interface Deletion {
  readonly isFinished: boolean;
  /** Whom Stripe must still forget. */
  readonly stripeCustomerId: string | null;
}

/** Null where nothing is to be deleted. Tells that a run is at it, which must be told every minute. */
export async function workOnDeletion(userId: string): Promise<Deletion | null> {
  const row = await call<{ finished: boolean; stripe_customer_id: string | null } | null>(
    "work_on_account_deletion",
    userId,
  );
  return row && { isFinished: row.finished, stripeCustomerId: row.stripe_customer_id };
}

/** At most so many images with all that hangs on them; tells whether there may be more. */
export async function deleteRows(userId: string, limit: number): Promise<"more" | "done"> {
  return (await call<{ outcome: "more" | "done" }>("delete_account_rows", userId, limit)).outcome;
}

export async function forgetInAuthLog(userId: string): Promise<void> {
  await call("forget_in_auth_log", userId);
}

/** For the embedded Auth, which cannot be asked. */
export async function removeEmbeddedUser(userId: string): Promise<void> {
  await call("remove_auth_user", userId);
}

export async function finishDeletion(userId: string): Promise<void> {
  await call("finish_account_deletion", userId);
}

/** Takes up what dead workers left. */
export async function sweepDeletions(staleSeconds = 120): Promise<void> {
  await call("sweep_account_deletions", staleSeconds);
}
