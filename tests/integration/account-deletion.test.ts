import { randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Provider, ProviderCall } from "#lib/providers/provider.ts";
import type { ProviderSettings } from "#lib/providers/settings.ts";
import { database } from "#lib/server/database.ts";
import { env } from "#lib/server/env.ts";
import { localMails } from "#lib/server/mailbox.ts";
import { startWorker, type Worker } from "#lib/server/start-worker.ts";
import { putObject } from "#lib/server/storage.ts";
import { beginDeletion, sweepDeletions } from "#lib/server/store/account-deletions.ts";
import { getAccount, openAccount } from "#lib/server/store/accounts.ts";
import { openCheckout } from "#lib/server/stripe/open-checkout.ts";
import { circleMask } from "#tests/fixtures/masks.ts";
import { displayP3Jpeg } from "#tests/fixtures/pictures.ts";
import { createEchoProvider } from "#tests/sandbox/echo-provider.ts";
import { type StripeSandbox, startStripeSandbox, stripeVariables } from "#tests/sandbox/stripe/server.ts";
import { Browser } from "./auth-browser.ts";
import { callApi } from "./call-api.ts";
import { type Service, startService } from "./service.ts";
import { waitFor } from "./wait.ts";
import { kill, startWorkerProcess } from "./worker-process.ts";

const PASSWORD = "a good long password";
let service: Service;
let stripe: StripeSandbox;
let worker: Worker;
/** Edits wait for it while it is set. */
let gate: Promise<void> | null = null;

beforeAll(async () => {
  stripe = await startStripeSandbox();
  Object.assign(process.env, stripeVariables(stripe));
  service = await startService([createGatedProvider], { worker: false });
  worker = await startWorker();
});
afterAll(async () => {
  await worker.stop();
  await service.stop();
  await stripe.close();
});

function createGatedProvider(settings: ProviderSettings): Provider {
  const echo = createEchoProvider(settings);
  return {
    ...echo,
    edit: async (call: ProviderCall) => {
      await gate;
      return echo.edit(call);
    },
  };
}

let people = 0;

async function newAccount(email = `leaver${++people}@example.com`) {
  const browser = new Browser(new URL(env().APP_URL).origin);
  await browser.post("sign-up", { email, password: PASSWORD });
  const mail = (await localMails(email))?.[0];
  const { searchParams } = new URL(mail?.link ?? "");
  await browser.post("confirm", { tokenHash: searchParams.get("token_hash"), type: searchParams.get("type") });
  const me = (await browser.me()).body;
  return { email, browser, id: String(me?.id), tokens: me?.tokens as { available: number } };
}
type Person = Awaited<ReturnType<typeof newAccount>>;

const remove = ({ browser, email }: Person, json: object = {}) =>
  browser.ask("/api/v1/account", { method: "DELETE", json: { password: PASSWORD, confirm: email, ...json } });

const isGone = (id: string) =>
  waitFor(`the end of account ${id}`, async () => {
    const { rows } = await database().query(
      "select from private.account_deletions where user_id = $1 and finished_at is not null",
      [id],
    );
    return rows.length > 0;
  });

async function photoOf(id: string) {
  const image = await service.upload(id, await displayP3Jpeg(320, 240));
  return { image, mask: await circleMask(image, { x: 100, y: 100, radius: 30 }) };
}

/** Tables of every schema that hold this text anywhere in a row. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows } = await database().query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const quoted = name.replace(".", '"."');
    const hits = await database().query(`select from "${quoted}" t where t::text ilike $1 limit 1`, [`%${text}%`]);
    if (hits.rows.length > 0) found.push(name);
  }
  return found;
}

/** Files below the folder of stored objects whose path names this person. */
function filesOf(id: string): string[] {
  const folder = join(service.env.REPAINT_DATA_DIR, "storage");
  expect(existsSync(folder)).toBe(true);
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((path) => path.includes(id));
}

/** What is kept, and for what: the books, the first free tokens, the deletion itself, limits that end by themselves. */
const BOOKS = [
  "graphile_worker._private_jobs",
  "private.account_deletions",
  "private.purchases",
  "private.rate_limits",
  "private.token_accounts",
  "private.token_entries",
  "private.token_lots",
];

describe("deleting an account", () => {
  test("leaves nothing of it but the books, which stay sound and name nobody", async () => {
    const person = await newAccount();
    const { id, browser, email } = person;
    const { image, mask } = await photoOf(id);
    const edit = await service.waitForEnd(id, await service.request(id, image, mask, { model: "auto", prompt: "sea" }));
    expect(edit.status).toBe("succeeded");
    const key = (await browser.ask("/api/v1/keys", { method: "POST", json: { name: "k", scopes: ["read"] } })).body;
    await openCheckout({ id, email }, { id: crypto.randomUUID(), packId: "small" });
    const [customer] = [...stripe.account.customers.values()].filter((one) => one.email === email);
    const { rows: sessions } = await database().query(
      "select stripe_session_id as id from private.purchases where user_id = $1",
      [id],
    );
    const { available } = await getAccount(id);
    expect(filesOf(id)).not.toHaveLength(0);
    expect(await tablesWith(email)).not.toHaveLength(0);

    const answer = await remove(person);
    expect(answer.status).toBe(202);
    expect([...browser.cookies.keys()].filter((name) => !name.includes("verifier"))).toEqual([]);
    await isGone(id);

    expect(filesOf(id)).toEqual([]);
    expect(await tablesWith(email)).toEqual([]);
    expect(await localMails(email)).toEqual([]);
    expect((await tablesWith(id)).filter((name) => !BOOKS.includes(name))).toEqual([]);
    expect((await tablesWith(image.id)).filter((name) => !BOOKS.includes(name))).toEqual([]);
    expect(stripe.account.customers.get(customer?.id ?? "")).toBeUndefined();
    expect(stripe.account.sessions.get(sessions[0]?.id)).toMatchObject({ status: "expired" });
    const headers = { authorization: `Bearer ${key?.secret}` };
    expect((await callApi(browser.origin, "/api/v1/me", { headers })).status).toBe(401);
    expect(await getAccount(id)).toMatchObject({ available, held: 0 });
    expect(await service.auditLedger()).toEqual([]);
  });

  test("takes the password and the address, and nothing happens without them", async () => {
    const person = await newAccount();
    expect((await remove(person, { password: "not the password" })).body).toMatchObject({
      error: { code: "wrong_password", field: "password" },
    });
    expect((await remove(person, { confirm: "somebody@example.com" })).body).toMatchObject({
      error: { code: "invalid_request", field: "confirm" },
    });
    expect((await person.browser.me()).status).toBe(200);
    expect((await remove(person, { confirm: ` ${person.email.toUpperCase()} ` })).status).toBe(202);
    expect((await remove(person)).status).toBe(401);
    await isGone(person.id);
  });

  test("gives the tokens of an edit that runs back, and its result is thrown away", async () => {
    const person = await newAccount();
    const { id } = person;
    const { available } = await getAccount(id);
    const { image, mask } = await photoOf(id);
    const opened = Promise.withResolvers<void>();
    gate = opened.promise;
    const placed = await service.request(id, image, mask, { model: "auto" });
    const waiting = await service.request(id, image, mask, { model: "auto" });
    await waitFor("the edit to run", async () => (await stageOf(placed)) === "painting");
    expect((await getAccount(id)).held).toBeGreaterThan(0);
    expect((await remove(person)).status).toBe(202);
    expect(await getAccount(id)).toMatchObject({ available, held: 0 });
    gate = null;
    opened.resolve();
    await isGone(id);
    await waitFor("all that ran to end", async () => {
      const { rows } = await database().query("select from graphile_worker._private_jobs where locked_at is not null");
      return rows.length === 0;
    });
    // What was still under way may have written something: that is what the job comes back for.
    await database().query("update graphile_worker._private_jobs set run_at = now() where key = $1", [`account:${id}`]);
    await waitFor("the last look", async () => filesOf(id).length === 0);
    // Of what was asked of a provider, a line without a person is kept for the statistics.
    for (const edit of [placed, waiting]) {
      expect((await tablesWith(edit.id)).filter((name) => ![...BOOKS, "private.edit_attempts"].includes(name))).toEqual(
        [],
      );
    }
    expect(await service.auditLedger()).toEqual([]);
  });

  async function stageOf({ id }: Edit): Promise<string | undefined> {
    const { rows } = await database().query<{ stage: string }>("select stage from public.edits where id = $1", [id]);
    return rows[0]?.stage;
  }

  test("shuts out whoever still has a session, and is begun once", async () => {
    const person = await newAccount();
    const kept = new Map(person.browser.cookies);
    expect(await beginDeletion(person.id)).toBe("begun");
    expect(await beginDeletion(person.id)).toBe("exists");
    for (const [name, value] of kept) person.browser.cookies.set(name, value);
    expect((await person.browser.me()).status).toBe(401);
    expect(await openAccount(person.id, { tokens: 50, address: person.email })).toBe("deleted");
    await isGone(person.id);
  });

  test("of a blocked account is the operator's to do", async () => {
    const person = await newAccount();
    await database().query("select private.block_account($1, true, 'admin:1', 'Test')", [person.id]);
    expect((await remove(person)).body).toMatchObject({ error: { code: "account_blocked" } });
    expect((await person.browser.me()).status).toBe(200);
  });

  test("makes the address free again, but not worth the first tokens again", async () => {
    const person = await newAccount();
    expect(person.tokens.available).toBeGreaterThan(0);
    await remove(person);
    await isGone(person.id);
    const again = await newAccount(person.email);
    expect(again.id).not.toBe(person.id);
    expect(again.tokens).toEqual({ available: 0, held: 0 });
    expect(await service.auditLedger()).toEqual([]);
  });
});

test("nobody signs in to it before a worker has got to it", async () => {
  const person = await newAccount();
  await worker.stop();
  expect((await remove(person)).status).toBe(202);
  const { browser, email, id } = person;
  const answer = await browser.post("sign-in", { email, password: PASSWORD });
  expect(answer).toMatchObject({ status: 401, body: { error: { code: "invalid_credentials" } } });
  expect([...browser.cookies.keys()]).toEqual([]);
  await browser.post("magic-link", { email });
  const { searchParams } = new URL((await localMails(email))?.[0]?.link ?? "");
  const link = { tokenHash: searchParams.get("token_hash"), type: searchParams.get("type") };
  expect((await browser.post("confirm", link)).body).toMatchObject({ error: { code: "link_expired" } });
  expect([...browser.cookies.keys()]).toEqual([]);
  worker = await startWorker();
  await isGone(id);
});

test("a worker that is killed in the middle of it is followed by another that does the rest", async () => {
  const person = await newAccount();
  const { id } = person;
  const { image } = await photoOf(id);
  const bytes = randomBytes(1000);
  for (let index = 0; index < 200; index++) await putObject(`${id}/${image.id}/extra/${index}`, bytes, "image/png");
  await worker.stop();
  expect((await remove(person)).status).toBe(202);

  const many = filesOf(id).length;
  const first = startWorkerProcess({ ...service.env });
  await waitFor("some files to be removed", async () => filesOf(id).length < many);
  await kill(first);
  expect(filesOf(id)).not.toHaveLength(0);
  const { rows } = await database().query("select finished_at from private.account_deletions where user_id = $1", [id]);
  expect(rows).toEqual([{ finished_at: null }]);

  worker = await startWorker();
  await database().query(
    "update private.account_deletions set worked_at = now() - interval '1 hour' where user_id = $1",
    [id],
  );
  await sweepDeletions();
  await isGone(id);
  expect(filesOf(id)).toEqual([]);
  expect(await tablesWith(person.email)).toEqual([]);
});
