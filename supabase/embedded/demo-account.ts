import { readFile, writeFile } from "node:fs/promises";
import type { Client } from "pg";

/** The account behind "Continue with the demo account". */
export const DEMO_EMAIL = "demo@repaint.local";

export interface DemoAccountOptions {
  /** Of the embedded API, which hashes the password. */
  readonly supabaseUrl: string;
  readonly publishableKey: string;
  readonly password: string;
  /** Where the hash of the password is kept, to put it back after somebody changed it. */
  readonly hashFile: string;
}

/** Makes sure that the demo account exists, is confirmed and has its password, whatever was done to it since the last start. */
export async function ensureDemoAccount(client: Client, options: DemoAccountOptions): Promise<void> {
  const { supabaseUrl, publishableKey, password, hashFile } = options;
  const hash = await readFile(hashFile, "utf8").catch(() => null);
  const repaired = await client.query(
    `update auth.users set encrypted_password = $2, email_confirmed_at = coalesce(email_confirmed_at, now()) where email = $1`,
    [DEMO_EMAIL, hash],
  );
  if (hash !== null && repaired.rowCount === 1) return;

  await client.query("delete from auth.users where email = $1 and email_confirmed_at is null", [DEMO_EMAIL]);
  const response = await fetch(`${supabaseUrl}/auth/v1/signup`, {
    method: "POST",
    headers: { "content-type": "application/json", apikey: publishableKey },
    body: JSON.stringify({ email: DEMO_EMAIL, password }),
  });
  if (!response.ok) throw new Error(`the demo account was not made: ${response.status} ${await response.text()}`);
  const made = await client.query<{ encrypted_password: string }>(
    "update auth.users set email_confirmed_at = now() where email = $1 returning encrypted_password",
    [DEMO_EMAIL],
  );
  await writeFile(hashFile, made.rows[0]?.encrypted_password ?? "", { mode: 0o600 });
}
