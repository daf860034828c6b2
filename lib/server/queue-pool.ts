import "server-only";
import type pg from "pg";
import { RepaintError } from "#lib/domain/error.ts";
import { database } from "./database.ts";
import { patiently } from "./patience.ts";

type OnConnect = Parameters<pg.Pool["connect"]>[0];

/**
 * The process's pool as the job queue uses it: while the database is away, a connection is waited for. The queue does
 * not listen when taking out a finished job fails (graphile-worker 0.18), and what nobody listens to ends the process.
 */
export function queuePool(): pg.Pool {
  const pool = database();
  const connect = (onConnect?: OnConnect) => (onConnect ? pool.connect(onConnect) : connectPatiently(pool));
  return new Proxy(pool, {
    get: (_, name) => {
      if (name === "connect") return connect;
      const value: unknown = Reflect.get(pool, name);
      return typeof value === "function" ? value.bind(pool) : value;
    },
  });
}

function connectPatiently(pool: pg.Pool): Promise<pg.PoolClient> {
  return patiently(() =>
    pool.connect().catch((cause: unknown) => {
      throw new RepaintError("unavailable", { detail: "database: job queue", cause });
    }),
  );
}
