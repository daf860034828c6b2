import { randomUUID } from "node:crypto";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { inject } from "vitest";
import { liteSchema } from "#supabase/embedded/lite-schema.ts";
import { provision } from "#supabase/embedded/provision.ts";
import { migrate } from "#supabase/migrate.ts";

const MIGRATIONS = fileURLToPath(new URL("../../supabase/migrations", import.meta.url));

/** A database migrated as far as it was before a migration, dropped after the work. */
export async function withOldDatabase(
  before: string,
  work: (url: string, client: pg.Client) => Promise<void>,
): Promise<void> {
  const name = `old_${randomUUID().replaceAll("-", "")}`;
  const server = inject("postgresUrl");
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const directory = await mkdtemp(path.join(tmpdir(), "repaint-old-"));
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await provision(client, liteSchema(), { gatewayPassword: "test" });
    for (const file of await readdir(MIGRATIONS)) {
      if (file < before) await cp(path.join(MIGRATIONS, file), path.join(directory, file));
    }
    await migrate({ databaseUrl: url, directory });
    await work(url, client);
  } finally {
    await client.end();
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
    await rm(directory, { recursive: true });
  }
}
