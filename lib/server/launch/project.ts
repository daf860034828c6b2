import "server-only";
import { StartError } from "#supabase/embedded/start-error.ts";
import { explainDatabaseError, pendingMigrations } from "#supabase/migrate.ts";
import { type LaunchEnvironment, requireProject } from "../env.ts";
import type { Backend } from "./backend.ts";

/**
 * A configured Supabase project in place of the embedded stack: nothing to start, and nothing is changed in it.
 * @throws EnvironmentError when a variable is missing; its `ready` rejects with a StartError when migrations are.
 */
export function projectBackend(environment: LaunchEnvironment): Backend {
  const { DATABASE_URL } = requireProject(environment);
  return { env: {}, ready: assertMigrated(DATABASE_URL), stop: async () => undefined };
}

async function assertMigrated(databaseUrl: string): Promise<void> {
  const pending = await pendingMigrations({ databaseUrl }).catch((error) => {
    throw new StartError(explainDatabaseError(error), { cause: error });
  });
  if (pending.length === 0) return;
  const what = pending.length === 1 ? "1 migration is" : `${pending.length} migrations are`;
  throw new StartError(
    `${what} not yet applied to the database in DATABASE_URL. Run "npm run db:migrate", then start again.`,
  );
}
