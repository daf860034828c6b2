import { fileURLToPath } from "node:url";
import { Logger, runMigrations } from "graphile-worker";
import { Client } from "pg";
import { loadEnvFiles } from "#lib/server/env-files.ts";
import { type AppliedMigration, type MigrationFile, planMigrations, readMigrations } from "./migration-files.ts";

const MIGRATIONS = fileURLToPath(new URL("migrations", import.meta.url));
/** Any constant: it only must be the same for all copies of Repaint that migrate one database. */
const LOCK = 7_233_146_824;

export interface MigrateOptions {
  /** A direct or session-mode connection: a transaction-mode pooler loses the lock. */
  readonly databaseUrl: string;
  readonly directory?: string;
  /** Told one line for each thing done. */
  readonly report?: (line: string) => void;
}

/**
 * Brings a database up to date: the job queue's own schema first, then each pending file in one transaction of its own,
 * and last the private bucket for photos, where there is Supabase Storage.
 * Copies that run at the same time wait for each other.
 * @returns names of the files applied.
 * @throws MigrationHistoryError when files and history differ; Error naming the file whose SQL failed, which is rolled back.
 */
export async function migrate({
  databaseUrl,
  directory = MIGRATIONS,
  report = () => {},
}: MigrateOptions): Promise<string[]> {
  const files = await readMigrations(directory);
  return withClient(databaseUrl, async (client) => {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await client.query(`
      create schema if not exists private;
      create table if not exists private.schema_migrations (
        name text primary key,
        sha256 text not null,
        applied_at timestamptz not null default now()
      );
      alter table private.schema_migrations enable row level security;
      revoke all on private.schema_migrations from public;
    `);
    const pending = planMigrations(files, await history(client));
    await migrateQueue(databaseUrl);
    for (const file of pending) {
      await apply(client, file);
      report(`applied ${file.name}`);
    }
    await ensureBucket(client);
    return pending.map(({ name }) => name);
  });
}

/** Names of the files that `migrate` would apply. Changes nothing. */
export async function pendingMigrations({ databaseUrl, directory = MIGRATIONS }: MigrateOptions): Promise<string[]> {
  const files = await readMigrations(directory);
  return withClient(databaseUrl, async (client) =>
    planMigrations(files, await history(client)).map(({ name }) => name),
  );
}

async function withClient<Result>(databaseUrl: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 15_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    // Ends the session, and with it the lock.
    await client.end();
  }
}

async function history(client: Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query<{ exists: boolean }>(
    "select to_regclass('private.schema_migrations') is not null as exists",
  );
  if (!rows[0]?.exists) return [];
  return (await client.query<AppliedMigration>("select name, sha256 from private.schema_migrations order by name"))
    .rows;
}

async function apply(client: Client, { name, sql, sha256 }: MigrationFile): Promise<void> {
  try {
    await client.query("begin");
    await client.query(sql);
    await client.query("insert into private.schema_migrations (name, sha256) values ($1, $2)", [name, sha256]);
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback").catch(() => undefined);
    const { message, hint } = cause as { message: string; hint?: string };
    throw new Error([`${name} was not applied: ${message}`, hint].filter(Boolean).join(" "), { cause });
  }
}

/** Not a migration of ours: the table belongs to Supabase Storage, and its rows may be removed by hand. */
async function ensureBucket(client: Client): Promise<void> {
  const { rows } = await client.query<{ exists: boolean }>(
    "select to_regclass('storage.buckets') is not null as exists",
  );
  if (!rows[0]?.exists) return;
  await client.query(`
    insert into storage.buckets (id, name, public) values ('images', 'images', false)
    on conflict (id) do update set public = false where buckets.public`);
}

async function migrateQueue(databaseUrl: string): Promise<void> {
  await runMigrations({ connectionString: databaseUrl, logger: new Logger(() => () => undefined) });
}

if (import.meta.main) {
  loadEnvFiles();
  process.exitCode = await main(process.env.DATABASE_URL);
}

async function main(databaseUrl: string | undefined): Promise<number> {
  if (!databaseUrl) {
    console.error(
      "Set DATABASE_URL to the database to migrate, for example postgresql://postgres:password@host:5432/postgres.",
    );
    return 1;
  }
  try {
    const applied = await migrate({ databaseUrl, report: console.log });
    console.log(
      applied.length === 0 ? "The database is up to date." : `The database is up to date: ${applied.length} applied.`,
    );
    return 0;
  } catch (error) {
    console.error(explainDatabaseError(error));
    return 1;
  }
}

/** One sentence for a database that cannot be reached or does not let us in; other errors speak for themselves. */
export function explainDatabaseError(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  const unreachable = [
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ETIMEDOUT",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "ECONNRESET",
  ];
  if (code && unreachable.includes(code)) {
    return `The database in DATABASE_URL cannot be reached (${code}). Check its address and that it runs.`;
  }
  if (code === "28P01" || code === "28000") return "The database in DATABASE_URL refused the user name or password.";
  return message;
}
