import "server-only";
import * as z from "zod/mini";
import { RepaintError } from "#lib/domain/error.ts";
import type { SessionClient } from "./supabase.ts";

/** How a session was begun, in Supabase Auth's words, where that was by something sent to the person. */
const LINKS = new Set(["otp", "recovery", "magiclink", "invite", "email/signup", "email_change", "oauth", "sso/saml"]);

const methods = z.array(z.object({ method: z.string() }));

/**
 * Makes sure that whoever sets a password without the present one has followed a link of ours: a session that was begun
 * with the password must show it. Auth that does not tell how sessions are begun, as the embedded one, is believed.
 *
 * @throws RepaintError `forbidden`
 */
export async function assertCameByLink({ auth }: Pick<SessionClient, "auth">): Promise<void> {
  const { data } = await auth.getClaims();
  const known = methods.safeParse(data?.claims.amr).data;
  if (known && !known.some(({ method }) => LINKS.has(method))) {
    throw new RepaintError("forbidden", { detail: "the session was begun with the password" });
  }
}
