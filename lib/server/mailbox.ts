import "server-only";
import { z } from "zod";
import { RepaintError } from "#lib/domain/error.ts";
import { env } from "./env.ts";

const mail = z.object({
  id: z.string(),
  createdAt: z.iso.datetime(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  /** Where the message's link leads; null in one that carries a code only. */
  link: z.string().nullable(),
});
export type Mail = z.infer<typeof mail>;
const answer = z.object({ items: z.array(mail) });

/** Throws away the messages that the embedded stack kept for an address. */
export async function forgetMailsTo(address: string): Promise<void> {
  const { REPAINT_MAILBOX_URL, SUPABASE_SECRET_KEY } = env();
  if (!REPAINT_MAILBOX_URL) return;
  const response = await fetch(mailsTo(address, REPAINT_MAILBOX_URL), {
    method: "DELETE",
    headers: { apikey: SUPABASE_SECRET_KEY },
  });
  if (!response.ok) throw new RepaintError("unavailable", { detail: `mailbox answered ${response.status}` });
}

/**
 * The messages that the embedded stack kept instead of sending, of all or to one address, newest first. Null where real
 * mail is sent.
 */
export async function localMails(to?: string): Promise<Mail[] | null> {
  const { REPAINT_EMBEDDED, REPAINT_MAILBOX_URL, SUPABASE_SECRET_KEY } = env();
  if (!REPAINT_EMBEDDED || !REPAINT_MAILBOX_URL) return null;
  const url = to === undefined ? REPAINT_MAILBOX_URL : mailsTo(to, REPAINT_MAILBOX_URL);
  const response = await fetch(url, { headers: { apikey: SUPABASE_SECRET_KEY }, cache: "no-store" });
  if (!response.ok) throw new RepaintError("unavailable", { detail: `mailbox answered ${response.status}` });
  return answer.parse(await response.json()).items;
}

function mailsTo(address: string, mailbox: string): URL {
  const url = new URL(mailbox);
  url.searchParams.set("to", address);
  return url;
}
