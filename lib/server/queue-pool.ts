import "server-only";
import type pg from "pg";
import { database, takeClient } from "./database.ts";
import { patiently } from "./patience.ts";

type OnConnect = Parameters<pg.Pool["connect"]>[0];

/**
 * The process's pool as the job queue uses it: while the database is away, a connection is waited for. The queue does
 * not listen when taking out a finished job fails (graphile-worker 0.18), and what nobody listens to ends the process.
 */
export function queuePool(): pg.Pool {
  const pool = database();
  const connect = (onConnect?: OnConnect) =>
    onConnect ? pool.connect(onConnect) : patiently(() => takeClient(pool, "job queue"));
  return new Proxy(pool, {
    get: (_, name) => {
      if (name === "connect") return connect;
      const value: unknown = Reflect.get(pool, name);
      return typeof value === "function" ? value.bind(pool) : value;
    },
  });
}
