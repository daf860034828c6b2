import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { freePort } from "#supabase/embedded/free-port.ts";
import { startPostgres } from "#supabase/embedded/postgres.ts";
import { provision } from "#supabase/embedded/provision.ts";
import { migrate } from "#supabase/migrate.ts";
import { makeStackTemplate } from "./stack-template.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Superuser's URL of the server's own database. */
    postgresUrl: string;
  }
}

const PASSWORD = "test";
/** Test files copy this database; see `freshDatabase`. */
export const TEMPLATE = "repaint_template";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [postgres, template] = await Promise.allSettled([startDatabases(project), makeStackTemplate()]);
  const teardown = async () => {
    for (const made of [postgres, template]) if (made.status === "fulfilled") await made.value();
  };
  for (const made of [postgres, template]) {
    if (made.status === "fulfilled") continue;
    await teardown();
    throw made.reason;
  }
  return teardown;
}

/** One PostgreSQL for the whole run, made and migrated exactly as the embedded stack makes its own. */
async function startDatabases(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(path.join(tmpdir(), "repaint-test-"));
  const port = await freePort();
  const logFile = path.join(directory, "postgres.log");
  const postgres = await startPostgres({
    directory: path.join(directory, "postgres"),
    port,
    password: PASSWORD,
    logFile,
  });
  const stop = async () => {
    await postgres.stop(10_000);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const postgresUrl = `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`;
    await makeTemplate(postgresUrl);
    project.provide("postgresUrl", postgresUrl);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

async function makeTemplate(postgresUrl: string): Promise<void> {
  await migrate({ databaseUrl: await makeDatabase(postgresUrl, TEMPLATE) });
}

/** An empty database with the roles and schemas that Supabase brings. @returns its address. */
export async function makeDatabase(postgresUrl: string, name: string): Promise<string> {
  await withClient(postgresUrl, (client) => client.query(`create database ${name}`));
  const databaseUrl = Object.assign(new URL(postgresUrl), { pathname: `/${name}` }).href;
  // Lite sends usage reports unless told not to before it is loaded.
  process.env.LITE_TELEMETRY = "0";
  const { liteSchema } = await import("#supabase/embedded/lite-schema.ts");
  await withClient(databaseUrl, (client) => provision(client, liteSchema(), { gatewayPassword: PASSWORD }));
  return databaseUrl;
}

async function withClient(connectionString: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
