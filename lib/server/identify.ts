import "server-only";
import type { Me } from "#lib/contracts/account.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { isAuthOutage } from "./auth-error.ts";
import { env } from "./env.ts";
import { getAccount, openAccount } from "./store/accounts.ts";
import type { SessionClient } from "./supabase.ts";

export interface User {
  readonly id: string;
  readonly email: string;
}

/**
 * Whose session this is, verified: by signature where the project signs with asymmetric keys, else by asking Auth.
 * Opens the token account of someone seen for the first time; whose account was deleted is nobody.
 *
 * Throws `unavailable` when Auth does not answer: a short outage must not look like being signed out.
 */
export async function identify(session: SessionClient): Promise<User | null> {
  const { data, error } = await session.auth.getClaims();
  if (error && isAuthOutage(error)) throw new RepaintError("unavailable", { detail: "auth", cause: error });
  if (!data) return null;
  const { sub, email, role } = data.claims;
  if (role !== "authenticated") return null;
  if (!(await isOpen(sub, email || null))) return null;
  return { id: sub, email: email ?? "" };
}

/**
 * The signed-in person, who must run this server. Asked of Supabase Auth and of the roles' table every time: whoever is
 * no longer an administrator, or signed out elsewhere, is none from the next request on.
 *
 * Throws `forbidden` for anyone else who is signed in, and `unavailable` as `identify` does.
 */
export async function identifyAdmin(session: SessionClient): Promise<User | null> {
  const { data, error } = await session.auth.getUser();
  if (error && isAuthOutage(error)) throw new RepaintError("unavailable", { detail: "auth", cause: error });
  if (!data.user) return null;
  const { id, email } = data.user;
  if ((await getAccount(id)).role !== "admin") throw new RepaintError("forbidden");
  return { id, email: email ?? "" };
}

/** A person with what they can spend. */
export async function meOf(user: User): Promise<Me> {
  const { available, held, role } = await getAccount(user.id);
  return { ...user, role, tokens: { available, held } };
}

const REMEMBERED_USERS = 10_000;
/** A session that is verified by its signature outlives a deleted account by this much at most. */
const REMEMBERED_MILLIS = 60_000;
const seen = new Map<string, number>();

/** Asks anew about whoever this process has seen. */
export function forgetSeen(userId: string): void {
  seen.delete(userId);
}

/** Opens the account, which may be repeated: remembering whom this process has seen only saves the question. */
async function isOpen(userId: string, address: string | null): Promise<boolean> {
  const now = performance.now();
  if ((seen.get(userId) ?? Number.NEGATIVE_INFINITY) > now - REMEMBERED_MILLIS) return true;
  if ((await openAccount(userId, { tokens: env().SIGNUP_TOKENS, address })) === "deleted") return false;
  if (seen.size >= REMEMBERED_USERS) seen.clear();
  seen.set(userId, now);
  return true;
}
