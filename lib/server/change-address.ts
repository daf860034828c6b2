import "server-only";
import { linkTarget } from "./account.ts";
import { authError } from "./auth-error.ts";
import { presentUser } from "./present-user.ts";
import type { SessionClient } from "./supabase.ts";
import { verifyPassword } from "./verify-password.ts";

interface NewAddress {
  readonly email: string;
  /** The present one. */
  readonly password: string;
}

/**
 * Sends a message to the new address; following its link makes it the account's. Nothing of the answer tells whether the
 * address has an account already: then no message is sent.
 *
 * @throws RepaintError `wrong_password`, `invalid_request` for an address that is none
 */
export async function changeAddress(session: SessionClient, { email, password }: NewAddress): Promise<void> {
  const user = await presentUser(session);
  await verifyPassword(user.email, password, "password");
  const { error } = await session.auth.updateUser(
    { email: email.toLowerCase() },
    { emailRedirectTo: linkTarget("/account") },
  );
  if (error && !TELLING.has(error.code ?? "")) throw authError(error);
}

/** Either says something about whoever has the address. */
const TELLING = new Set(["email_exists", "user_already_exists", "over_email_send_rate_limit"]);
