import "server-only";
import type { User as AuthUser } from "@supabase/supabase-js";
import { RepaintError } from "#lib/domain/error.ts";
import { authError } from "./auth-error.ts";
import type { SessionClient } from "./supabase.ts";

/**
 * The signed-in person as Auth knows them now, for what must not be done by a session that has just been ended, or to an
 * address that has just been changed: a session's own word may be an hour old.
 *
 * @throws RepaintError `unauthenticated`
 */
export async function presentUser({ auth }: SessionClient): Promise<AuthUser & { readonly email: string }> {
  const { data, error } = await auth.getUser();
  if (error) throw authError(error);
  const { email } = data.user;
  if (!email) throw new RepaintError("unauthenticated");
  return { ...data.user, email };
}
