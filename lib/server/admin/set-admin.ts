import "server-only";
import { Client } from "pg";
import { pendingMigrations } from "#supabase/migrate.ts";

/** `admins`: the addresses of all administrators there are after it. */
export interface SetAdminOutcome {
  readonly outcome: "granted" | "revoked" | "unchanged" | "no_account";
  readonly admins: readonly string[];
}

/**
 * Makes somebody an administrator, or takes that from them. For a command on the server: no route and no role may do it.
 *
 * @throws Error where the database is of another version than this code.
 */
export async function setAdmin(databaseUrl: string, email: string, isAdmin: boolean): Promise<SetAdminOutcome> {
  if ((await pendingMigrations({ databaseUrl })).length > 0) {
    throw new Error(
      'The database is older than this Repaint. Start it once, or run "npm run db:migrate", then try again.',
    );
  }
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: SetAdminOutcome }>("select private.set_admin($1, $2) as answer", [
      email,
      isAdmin,
    ]);
    return (rows[0] as { answer: SetAdminOutcome }).answer;
  } finally {
    await client.end();
  }
}
