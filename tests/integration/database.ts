import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import { closeDatabase } from "#lib/server/database.ts";
import { TEMPLATE } from "./global-setup.ts";

/** Enough for fifty callers at the same moment, each on a connection of its own. */
const CONNECTIONS = 60;

export interface TestDatabase {
  readonly url: string;
  /** As the owner of everything, outside of all rules but triggers and constraints. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Calls a function of schema `private` and returns its answer. */
  call<Answer = { outcome: string }>(name: string, ...values: readonly unknown[]): Promise<Answer>;
  /** Runs in one rolled back transaction as another role, with a person's identity as the REST API sets it. */
  as<Row extends pg.QueryResultRow>(
    role: Role,
    userId: string | null,
    text: string,
    values?: readonly unknown[],
  ): Promise<Row[]>;
  /** A connection of its own, to hold a transaction open. Released after the file. */
  connect(): Promise<pg.PoolClient>;
}

export type Role = "anon" | "authenticated" | "service_role";

/**
 * A migrated, empty database for this test file, made before its tests and dropped after them. `lib/server` uses it too.
 */
export function freshDatabase(): TestDatabase {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const server = inject("postgresUrl");
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  // Tests end connections on purpose.
  pool.on("error", () => undefined);
  // Nothing in these files speaks to Supabase; the environment only has to be complete.
  const supabase = {
    SUPABASE_URL: "http://127.0.0.1:1",
    SUPABASE_PUBLISHABLE_KEY: "none",
    SUPABASE_SECRET_KEY: "none",
  };
  Object.assign(process.env, supabase, { DATABASE_URL: url });

  const clients: pg.PoolClient[] = [];
  beforeAll(() => asServer(server, `create database ${name} template ${TEMPLATE}`));
  afterAll(async () => {
    for (const client of clients) client.release(true);
    await closeDatabase();
    await pool.end();
    await asServer(server, `drop database ${name} with (force)`);
  });

  const query = async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    (await pool.query<Row>(text, [...values])).rows;

  return {
    url,
    query,
    async call<Answer>(func: string, ...values: readonly unknown[]) {
      const places = values.map((_, index) => `$${index + 1}`).join(", ");
      const [row] = await query<{ answer: Answer }>(`select private.${func}(${places}) as answer`, values);
      return (row as { answer: Answer }).answer;
    },
    async as<Row extends pg.QueryResultRow>(
      role: Role,
      userId: string | null,
      text: string,
      values: readonly unknown[] = [],
    ) {
      const client = await pool.connect();
      try {
        await client.query("begin");
        await client.query("select set_config('request.jwt.claim.sub', $1, true)", [userId ?? ""]);
        await client.query(`set local role ${role}`);
        return (await client.query<Row>(text, [...values])).rows;
      } finally {
        await client.query("rollback");
        client.release();
      }
    },
    async connect() {
      const client = await pool.connect();
      client.on("error", () => undefined);
      clients.push(client);
      return client;
    },
  };
}

async function asServer(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
