import "server-only";
import pg from "pg";
import { RepaintError } from "#lib/domain/error.ts";
import { env } from "./env.ts";
import { log } from "./log.ts";
import { patiently } from "./patience.ts";

const CONNECT_MILLIS = 5_000;
/** No call of ours waits longer for anything but a lock that is stuck. */
const STATEMENT_MILLIS = 30_000;
const POOL_SIZE = 16;
/** Deadlock and serialization failure: the transaction was rolled back as a whole, so it may be sent again. */
const ROLLED_BACK = new Set(["40P01", "40001"]);
const MAX_TRIES = 4;
const DISK_FULL = "53100";

let pool: pg.Pool | undefined;

/** The process's one pool on `DATABASE_URL`. */
export function database(): pg.Pool {
  if (!pool) {
    pool = new pg.Pool({
      connectionString: env().DATABASE_URL,
      max: POOL_SIZE,
      connectionTimeoutMillis: CONNECT_MILLIS,
      statement_timeout: STATEMENT_MILLIS,
      application_name: "repaint",
      allowExitOnIdle: true,
    });
    // An idle connection that breaks, as all do when Postgres restarts, must not end the process.
    pool.on("error", (error) => log.warn({ error: error.message }, "idle database connection lost"));
    // Nor may one that breaks between two queries of whoever has it out; that query fails and says so.
    pool.on("connect", (client) => client.on("error", () => undefined));
  }
  return pool;
}

/** Closes the pool; the next use opens a new one. */
export async function closeDatabase(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

/**
 * Calls one function of schema `private`: one round trip, one transaction.
 *
 * The answer is whatever the SQL function returns; its comment lists the outcomes. Objects are passed as jsonb.
 * Throws `unavailable` when the database cannot be reached or went away; whether the call took effect is then unknown,
 * which is why every function may be repeated.
 */
export function call<Answer>(name: string, ...values: readonly unknown[]): Promise<Answer> {
  return callOn(database(), name, values);
}

/** As `call`, for what reads whole tables: it may take this long instead. Has a connection of its own meanwhile. */
export async function callAtLength<Answer>(
  millis: number,
  name: string,
  ...values: readonly unknown[]
): Promise<Answer> {
  const client = await takeClient(database(), name);
  let broken: Error | undefined;
  try {
    await client.query(`set statement_timeout = ${Math.round(millis)}`);
    const answer = await callOn<Answer>(client, name, values);
    await client.query("reset statement_timeout");
    return answer;
  } catch (error) {
    broken = error instanceof Error ? error : new Error("the call failed");
    throw error;
  } finally {
    // One that failed is closed: nobody else must be given so much time by it.
    client.release(broken);
  }
}

/** A connection of the pool's, to be released by whoever asks. Throws `unavailable` where there is none to be had. */
export function takeClient(from: pg.Pool, purpose: string): Promise<pg.PoolClient> {
  return from.connect().catch((cause: unknown) => {
    throw new RepaintError("unavailable", { detail: `database: ${purpose}`, cause });
  });
}

async function callOn<Answer>(
  connection: Pick<pg.Pool, "query">,
  name: string,
  values: readonly unknown[],
): Promise<Answer> {
  const text = `select private.${name}(${values.map((_, index) => `$${index + 1}`).join(", ")}) as answer`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { rows } = await connection.query<{ answer: Answer }>(text, [...values]);
      return (rows[0] as { answer: Answer }).answer;
    } catch (error) {
      const code = codeOf(error);
      if (ROLLED_BACK.has(code) && attempt < MAX_TRIES) continue;
      if (code === DISK_FULL) throw new RepaintError("storage_full", { detail: `database: ${name}`, cause: error });
      if (isOutage(error, code)) throw new RepaintError("unavailable", { detail: `database: ${name}`, cause: error });
      throw error;
    }
  }
}

/** As `call`, but waits out a restart of the database: for the worker, whose news must not be lost. */
export function callPatiently<Answer>(name: string, ...values: readonly unknown[]): Promise<Answer> {
  return patiently(() => call<Answer>(name, ...values));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** True when the server or the way to it failed, and not the statement. */
function isOutage(error: unknown, code: string): boolean {
  // 08: connection; 57P0x: shutting down, crashed, starting up; 57014: took too long; 53300: too many connections.
  if (/^(08...|57P0[1235]|57014|53300)$/.test(code)) return true;
  if (/^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/.test(code)) return true;
  // node-postgres says these without a code.
  return (
    error instanceof Error &&
    /^(Connection terminated|timeout exceeded when trying to connect|Client .* is not queryable$)/.test(error.message)
  );
}
