import "server-only";
import type { DeletionRequest } from "#lib/contracts/profile.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { forgetSeen } from "../identify.ts";
import { log } from "../log.ts";
import { presentUser } from "../present-user.ts";
import { beginDeletion } from "../store/account-deletions.ts";
import type { SessionClient } from "../supabase.ts";
import { verifyPassword } from "../verify-password.ts";

/**
 * Ends an account: nobody gets in from now on, its edits are cancelled and its keys are void. A worker then removes what
 * it kept.
 *
 * @throws RepaintError `wrong_password`, `invalid_request` where the address is not the account's, `account_blocked`
 */
export async function requestDeletion(session: SessionClient, { password, confirm }: DeletionRequest): Promise<void> {
  const user = await presentUser(session);
  if (confirm.trim().toLowerCase() !== user.email.toLowerCase()) {
    throw new RepaintError("invalid_request", { field: "confirm" });
  }
  await verifyPassword(user.email, password, "password");
  if ((await beginDeletion(user.id)) === "account_blocked") throw new RepaintError("account_blocked");
  forgetSeen(user.id);
  log.info({ userId: user.id }, "account deletion begun");
  // It is over already; this takes the cookies out of the browser.
  await session.auth.signOut({ scope: "local" });
}
