import "server-only";
import type { Session } from "#lib/contracts/profile.ts";
import { authError } from "./auth-error.ts";
import { listStoredSessions } from "./store/profile.ts";
import type { SessionClient } from "./supabase.ts";

/** Where somebody is signed in, the last used first; null where Auth does not tell. */
export async function listSessions(userId: string, { auth }: SessionClient): Promise<Session[] | null> {
  const [stored, claims] = await Promise.all([listStoredSessions(userId), auth.getClaims()]);
  const current = claims.data?.claims.session_id;
  return stored?.map((session) => ({ ...session, isCurrent: session.id === current })) ?? null;
}

/** Everywhere, here too. */
export async function signOutEverywhere({ auth }: SessionClient): Promise<void> {
  const { error } = await auth.signOut({ scope: "global" });
  if (error) throw authError(error);
}
