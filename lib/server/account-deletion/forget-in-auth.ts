import "server-only";
import { createClient } from "@supabase/supabase-js";
import { authError } from "../auth-error.ts";
import { env } from "../env.ts";
import { forgetMailsTo } from "../mailbox.ts";
import { forgetInAuthLog, removeEmbeddedUser } from "../store/account-deletions.ts";
import { getProfile } from "../store/profile.ts";

/** Removes somebody from Supabase Auth: what they sign in with, their address, and what its log tells of them. */
export async function forgetInAuth(userId: string): Promise<void> {
  const { REPAINT_EMBEDDED, SUPABASE_URL, SUPABASE_SECRET_KEY } = env();
  if (REPAINT_EMBEDDED) {
    const profile = await getProfile(userId);
    if (profile) await forgetMailsTo(profile.email);
    await removeEmbeddedUser(userId);
  } else {
    const { auth } = createClient(SUPABASE_URL, SUPABASE_SECRET_KEY, {
      auth: { persistSession: false, autoRefreshToken: false },
    });
    const { error } = await auth.admin.deleteUser(userId);
    if (error && error.status !== 404) throw authError(error);
  }
  await forgetInAuthLog(userId);
}
