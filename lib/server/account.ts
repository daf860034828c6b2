import "server-only";
import type { ConfirmRequest } from "#lib/contracts/account.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { safeRedirect } from "#lib/domain/redirect.ts";
import { authError } from "./auth-error.ts";
import { env } from "./env.ts";
import { identify } from "./identify.ts";
import { log } from "./log.ts";
import { newAccounts } from "./new-accounts.ts";
import { enqueueAddressAtStripe } from "./store/purchases.ts";
import type { SessionClient } from "./supabase.ts";

/** Where people land when nothing else was asked for. */
const HOME = "/photos";
const NEW_PASSWORD = "/new-password";
const CONFIRM = "/auth/confirm";

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/**
 * Opens an account. With confirmation by e-mail switched on the answer is the same for a known address, so that it
 * tells nobody who has an account; without it Supabase Auth signs in at once and must refuse with `email_taken`. Throws
 * `signup_closed` where the operator wants no new accounts.
 */
export async function signUp({ auth }: SessionClient, { email, password }: Credentials, next: string | undefined) {
  if (!(await newAccounts()).areWelcome) throw new RepaintError("signup_closed");
  const { data, error } = await auth.signUp({ email, password, options: { emailRedirectTo: linkTarget(next) } });
  // A message was sent to this address a moment ago: it may be on its way, or the account may be somebody's.
  if (error?.code === "over_email_send_rate_limit") return { status: "confirmation_sent" } as const;
  if (error) throw authError(error);
  return { status: data.session ? "signed_in" : "confirmation_sent" } as const;
}

export async function signIn(session: SessionClient, { email, password }: Credentials) {
  const { error } = await session.auth.signInWithPassword({ email, password });
  if (error) throw authError(error);
  await unlessDeleted(session, "invalid_credentials");
  return { status: "signed_in" } as const;
}

/** Auth knows whose account was deleted until a worker has got to it: that session ends as it begins. */
async function unlessDeleted(session: SessionClient, code: "invalid_credentials" | "link_expired"): Promise<void> {
  if (await identify(session)) return;
  await session.auth.signOut({ scope: "local" });
  throw new RepaintError(code);
}

/** Signs into the account that the embedded stack makes for trying things out. */
export async function signInToDemo(session: SessionClient) {
  const { REPAINT_EMBEDDED, REPAINT_DEMO_EMAIL, REPAINT_DEMO_PASSWORD } = env();
  if (!REPAINT_EMBEDDED || !REPAINT_DEMO_EMAIL || !REPAINT_DEMO_PASSWORD) throw new RepaintError("not_found");
  return signIn(session, { email: REPAINT_DEMO_EMAIL, password: REPAINT_DEMO_PASSWORD });
}

/** Ends this session, in this browser only. Ending one that has ended already is fine. */
export async function signOut({ auth }: SessionClient): Promise<void> {
  const { error } = await auth.signOut({ scope: "local" });
  if (error && error.status !== 401 && error.status !== 403 && error.status !== 404) throw authError(error);
}

export async function sendReset({ auth }: SessionClient, email: string): Promise<void> {
  const { error } = await auth.resetPasswordForEmail(email, { redirectTo: linkTarget(NEW_PASSWORD) });
  if (error) silently(authError(error));
}

/** Sends a link that signs in. Never opens an account. */
export async function sendMagicLink({ auth }: SessionClient, email: string, next: string | undefined): Promise<void> {
  const options = { shouldCreateUser: false, emailRedirectTo: linkTarget(next) };
  const { error } = await auth.signInWithOtp({ email, options });
  if (error && error.code !== "otp_disabled") silently(authError(error));
}

export async function resendConfirmation(
  { auth }: SessionClient,
  email: string,
  next: string | undefined,
): Promise<void> {
  const { error } = await auth.resend({ type: "signup", email, options: { emailRedirectTo: linkTarget(next) } });
  if (error) silently(authError(error));
}

/** Redeems the link of a message: signs in, and tells where to go. Throws `link_expired`. */
export async function confirm(session: SessionClient, request: ConfirmRequest): Promise<{ next: string }> {
  const { auth } = session;
  if ("code" in request) {
    const { data, error } = await auth.exchangeCodeForSession(request.code);
    if (error) throw authError(error);
    await unlessDeleted(session, "link_expired");
    await noteAddress(data.user.id);
    return { next: destination(request.next) };
  }
  const { data, error } = await auth.verifyOtp({ token_hash: request.tokenHash, type: request.type });
  if (error) throw authError(error);
  if (data.session) await unlessDeleted(session, "link_expired");
  if (request.type === "email_change" && data.user) await noteAddress(data.user.id);
  const choosesPassword = request.type === "recovery" || request.type === "invite";
  return { next: choosesPassword ? NEW_PASSWORD : destination(request.next) };
}

/** Of an address that may just have been changed. The link is used up by now: it has done its work, whatever comes of this. */
async function noteAddress(userId: string): Promise<void> {
  await enqueueAddressAtStripe(userId).catch((error: unknown) =>
    log.error({ err: error, userId }, "Stripe is not told the present address"),
  );
}

/** Sets a new password and ends every other session of the account: whoever knew the old one is out. */
export async function changePassword({ auth }: SessionClient, password: string): Promise<void> {
  const { error } = await auth.updateUser({ password });
  // The old password as the new one is odd but harmless, and now they know it works.
  if (error && error.code !== "same_password") throw authError(error);
  const others = await auth.signOut({ scope: "others" });
  if (others.error) throw authError(others.error);
}

/**
 * Messages must not tell whether an address is known, and Auth's limits are per address: they apply to known ones only.
 * What says nothing about the address (an outage, a bad address) is told.
 */
function silently(error: RepaintError): void {
  if (error.code !== "rate_limited") throw error;
}

/** What a message's link returns to when the project's own templates do not lead to our page directly. */
export function linkTarget(next: string | undefined): string {
  const { APP_URL } = env();
  const target = new URL(CONFIRM, APP_URL);
  target.searchParams.set("next", safeRedirect(next, APP_URL, HOME));
  return target.href;
}

/** A safe path from a link's `next`, which may itself be one of our link targets. */
function destination(next: string | undefined): string {
  const { APP_URL } = env();
  const path = safeRedirect(next, APP_URL, HOME);
  const url = new URL(path, APP_URL);
  return url.pathname === CONFIRM ? safeRedirect(url.searchParams.get("next"), APP_URL, HOME) : path;
}
