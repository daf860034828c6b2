import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { freePort } from "#supabase/embedded/free-port.ts";
import { liteSchema } from "#supabase/embedded/lite-schema.ts";
import { startPostgres } from "#supabase/embedded/postgres.ts";
import { provision } from "#supabase/embedded/provision.ts";
import { migrate } from "#supabase/migrate.ts";

/** A database server of the embedded stack, as `npm start` runs it, with a migrated database. */
export async function withServer(work: (url: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(path.join(tmpdir(), "repaint-bench-"));
  const [port, password] = [await freePort(), "bench"];
  const server = await startPostgres({
    directory: path.join(directory, "postgres"),
    port,
    password,
    logFile: path.join(directory, "postgres.log"),
  });
  try {
    const url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
    const client = await connected(url);
    await provision(client, liteSchema(), { gatewayPassword: password });
    await client.end();
    await migrate({ databaseUrl: url });
    await work(url);
  } finally {
    await server.stop(10_000);
    await rm(directory, { recursive: true, force: true });
  }
}

export async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}
