import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetInAuth } from "#lib/server/account-deletion/forget-in-auth.ts";
import { freshDatabase } from "./database.ts";

/** A hosted project's Auth, as far as it is asked to delete somebody. */
const db = freshDatabase();
const asked: string[] = [];
let status = 200;
const auth = createServer((incoming, outgoing) => {
  asked.push(`${incoming.method} ${incoming.url} ${incoming.headers.apikey} ${incoming.headers.authorization}`);
  const body = status === 200 ? {} : { code: status, error_code: "user_not_found", msg: "User not found" };
  outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => auth.listen(0, "127.0.0.1", resolve));
  Object.assign(process.env, {
    SUPABASE_URL: `http://127.0.0.1:${(auth.address() as AddressInfo).port}`,
    SUPABASE_SECRET_KEY: "sb_secret_x",
  });
});
afterAll(() => {
  auth.closeAllConnections();
  return new Promise((resolve) => auth.close(resolve));
});

const logged = (user: string) =>
  db.query(`insert into auth.audit_log_entries (id, payload) values (gen_random_uuid(), $1)`, [
    JSON.stringify({ actor_id: user, actor_username: "leaver@example.com" }),
  ]);
const left = async () => (await db.query("select from auth.audit_log_entries")).length;

test("a hosted project is asked with the secret key, and what its log tells of the person goes", async () => {
  const user = randomUUID();
  await logged(user);
  await logged(randomUUID());
  await forgetInAuth(user);
  // The library looks the person up first.
  expect(asked.at(-1)).toBe(`DELETE /auth/v1/admin/users/${user} sb_secret_x Bearer sb_secret_x`);
  expect(await left()).toBe(1);
});

test("somebody who is gone already is no failure, an outage is one: the job comes again", async () => {
  status = 404;
  await forgetInAuth(randomUUID());
  status = 503;
  await expect(forgetInAuth(randomUUID())).rejects.toMatchObject({ code: "unavailable" });
});
