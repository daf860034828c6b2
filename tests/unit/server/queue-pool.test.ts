import type pg from "pg";
import { afterAll, expect, test, vi } from "vitest";
import { closeDatabase, database } from "#lib/server/database.ts";
import { queuePool } from "#lib/server/queue-pool.ts";

Object.assign(process.env, {
  SUPABASE_URL: "http://127.0.0.1:9",
  SUPABASE_PUBLISHABLE_KEY: "p",
  SUPABASE_SECRET_KEY: "s",
  DATABASE_URL: "postgresql://nobody@127.0.0.1:9/nothing",
});
afterAll(closeDatabase);

test("while the database is away, the job queue gets its connection later instead of an error", async () => {
  const client = {} as pg.PoolClient;
  const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const connect = vi.spyOn(database(), "connect") as unknown as ReturnType<typeof vi.fn>;
  connect.mockRejectedValueOnce(refused).mockRejectedValueOnce(refused).mockResolvedValue(client);
  expect(await queuePool().connect()).toBe(client);
  expect(connect).toHaveBeenCalledTimes(3);
});

test("everything else of the pool is as it is", () => {
  const heard = vi.fn();
  queuePool().on("release", heard);
  expect(database().listeners("release")).toContain(heard);
  expect(queuePool().options).toBe(database().options);
});
