import "server-only";
import { createClient } from "@supabase/supabase-js";
import { RepaintError } from "#lib/domain/error.ts";
import { authError } from "./auth-error.ts";
import { env } from "./env.ts";

/**
 * Makes sure that whoever asks knows the password, and not only holds a session. Auth tells only by signing in: that
 * session ends at once.
 *
 * @throws RepaintError `wrong_password` with the field; as signing in does for the rest
 */
export async function verifyPassword(email: string, password: string, field: string): Promise<void> {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  const { auth } = createClient(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  });
  const { error } = await auth.signInWithPassword({ email, password });
  if (error?.code === "invalid_credentials") throw new RepaintError("wrong_password", { field, cause: error });
  if (error) throw authError(error);
  await auth.signOut({ scope: "local" });
}
