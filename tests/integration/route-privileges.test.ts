import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { errorBody } from "#lib/contracts/common.ts";
import type { Image } from "#lib/contracts/image.ts";
import { KEY_SCOPES, newKeyAnswer } from "#lib/contracts/keys.ts";
import { ROUTES } from "#lib/contracts/openapi.ts";
import { database } from "#lib/server/database.ts";
import { localMails } from "#lib/server/mailbox.ts";
import { blockAccount } from "#lib/server/store/operator.ts";
import { circleMask } from "#tests/fixtures/masks.ts";
import { displayP3Jpeg } from "#tests/fixtures/pictures.ts";
import { createEchoProvider } from "#tests/sandbox/echo-provider.ts";
import { type StripeSandbox, startStripeSandbox, stripeVariables } from "#tests/sandbox/stripe/server.ts";
import { Browser } from "./auth-browser.ts";
import { ROUTE_TABLE, type Things } from "./route-table.ts";
import { type Service, startService } from "./service.ts";

/**
 * Every route of the API asked by everyone there is, through its own handler: whoever is not signed in, the owner of what
 * is asked for, somebody else, an administrator, and somebody the operator has blocked.
 */
const PASSWORD = "a good long password";
const ORIGIN = "http://localhost:3000";
let service: Service;
let stripe: StripeSandbox;
let people: Record<"owner" | "another" | "admin" | "blocked", Person>;

interface Person {
  readonly id: string;
  readonly cookie: string;
  /** Of an API key that may do all that keys may. */
  readonly secret: string;
  readonly things: Things;
}

beforeAll(async () => {
  stripe = await startStripeSandbox();
  Object.assign(process.env, stripeVariables(stripe), { APP_URL: ORIGIN, SIGNUP_TOKENS: "50" });
  service = await startService([createEchoProvider]);
  people = {
    owner: await newPerson("owner"),
    another: await newPerson("another"),
    admin: await newPerson("admin"),
    blocked: await newPerson("blocked"),
  };
  await database().query("insert into private.user_roles (user_id, role) values ($1, 'admin')", [people.admin.id]);
  await blockAccount(people.blocked.id, true, { actor: "system", reason: "A test" });
});
afterAll(async () => {
  await service.stop();
  await stripe.close();
});

/** Signed in, with a photo and a finished edit. */
async function newPerson(name: string): Promise<Person> {
  const email = `${name}@example.com`;
  const browser = new Browser(ORIGIN);
  await browser.post("sign-up", { email, password: PASSWORD });
  const link = new URL((await localMails(email))?.[0]?.link ?? "");
  const { searchParams } = link;
  await browser.post("confirm", { tokenHash: searchParams.get("token_hash"), type: searchParams.get("type") });
  const id = String((await browser.me()).body?.id);
  const photo = await displayP3Jpeg(64, 48);
  const image: Image = await service.upload(id, photo);
  const mask = await circleMask(image, { x: 30, y: 20, radius: 8 });
  const edit = await service.waitForEnd(id, await service.request(id, image, mask, { model: "local/migan" }));
  expect(edit.status).toBe("succeeded");
  const cookie = cookieOf(browser);
  const { id: key, secret } = await newKey(cookie);
  const things = { account: id, image: image.id, edit: edit.id, photo, mask, key, email, password: PASSWORD };
  return { id, cookie, secret, things };
}

const cookieOf = ({ cookies }: Browser) => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

async function newKey(cookie: string): Promise<{ id: string; secret: string }> {
  const request = new Request(`${ORIGIN}/api/v1/keys`, {
    method: "POST",
    headers: { origin: ORIGIN, cookie, "content-type": "application/json" },
    body: JSON.stringify({ name: "All", scopes: KEY_SCOPES }),
  });
  const answer = await (await handlerOf("post /api/v1/keys"))(request, { params: Promise.resolve({}) });
  return newKeyAnswer.parse(await answer.json());
}

/** A session of its own, for what ends it. */
async function signedInAnew({ things: { email, password } }: Person): Promise<string> {
  const browser = new Browser(ORIGIN);
  expect((await browser.post("sign-in", { email, password })).status).toBe(200);
  return cookieOf(browser);
}

type Handler = (request: Request, next: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** What a route answers to somebody who asks for these things. */
async function ask(key: string, things: Things, cookie: string | null, secret: string | null = null) {
  const [method = "", path = ""] = key.split(" ");
  const { params, query, json, form, file } = ROUTE_TABLE[key]?.send(things) ?? {};
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => params?.[name] ?? "");
  const headers = new Headers({
    origin: ORIGIN,
    ...(cookie !== null && { cookie }),
    ...(secret !== null && { authorization: `Bearer ${secret}` }),
  });
  if (json !== undefined) headers.set("content-type", "application/json");
  if (file) headers.set("content-type", "image/png");
  const body = json === undefined ? (form ?? (file as BodyInit | undefined)) : JSON.stringify(json);
  const request = new Request(`${ORIGIN}${filled}?${new URLSearchParams(query)}`, {
    method: method.toUpperCase(),
    headers,
    ...(body !== undefined && { body }),
  });
  const answer = await (await handlerOf(key))(request, { params: Promise.resolve(params ?? {}) });
  const isError = answer.status >= 400 && answer.headers.get("content-type")?.includes("json");
  const code = isError ? errorBody.safeParse(await answer.clone().json()).data?.error.code : undefined;
  await answer.body?.cancel();
  return { status: answer.status, code };
}

/** Of the file that Next finds by the path. */
async function handlerOf(key: string): Promise<Handler> {
  const [method = "", path = ""] = key.split(" ");
  const file = new URL(`../../app${path.replace(/\{(\w+)\}/g, "[$1]")}/route.ts`, import.meta.url).href;
  const handler = ((await import(/* @vite-ignore */ file)) as Record<string, Handler>)[method.toUpperCase()];
  if (!handler) throw new Error(`${key} is not served`);
  return handler;
}

const described = new Map(ROUTES.map((route) => [`${route.method} ${route.path}`, route]));
const keys = (user: boolean | "admin") => Object.keys(ROUTE_TABLE).filter((key) => described.get(key)?.user === user);

test("every route is in the table, and no other", () => {
  expect(Object.keys(ROUTE_TABLE).sort()).toEqual([...described.keys()].sort());
});

describe("a route for anybody", () => {
  test.each(keys(false))("%s asks nobody who they are", async (key) => {
    const { status } = await ask(key, people.owner.things, null);
    expect(status).toBe(ROUTE_TABLE[key]?.ok);
    expect([401, 403]).not.toContain(status);
  });
});

describe("a route for whoever runs the server", () => {
  test.each(keys("admin"))("%s is theirs alone", async (key) => {
    const { owner, another, admin, blocked } = people;
    expect(await ask(key, owner.things, null)).toEqual({ status: 401, code: "unauthenticated" });
    for (const { cookie } of [owner, another, blocked]) {
      expect(await ask(key, owner.things, cookie)).toEqual({ status: 403, code: "forbidden" });
    }
    expect((await ask(key, owner.things, admin.cookie)).status).toBe(ROUTE_TABLE[key]?.ok);
  });
});

test("an API key, also an administrator's, opens nothing that needs a person", async () => {
  const { admin } = people;
  for (const [key, { user, keyScope }] of described) {
    if (user !== "admin" && keyScope !== false) continue;
    expect([key, await ask(key, admin.things, null, admin.secret)]).toEqual([key, { status: 403, code: "forbidden" }]);
  }
});

test("whoever is no administrator any more is turned away from the next request on", async () => {
  const { admin } = people;
  await database().query("delete from private.user_roles where user_id = $1", [admin.id]);
  const { code } = await ask("get /api/v1/admin/accounts", admin.things, admin.cookie);
  expect(code).toBe("forbidden");
});

test("what came from another site changes nothing, whoever is signed in", async () => {
  const { owner } = people;
  const before = await database().query("select count(*) from private.admin_actions");
  for (const [key, route] of described) {
    if (/^(get|head)$/.test(route.method) || key === "post /api/v1/stripe/webhook") continue;
    const [method = "", path = ""] = key.split(" ");
    const request = new Request(`${ORIGIN}${path}`, {
      method: method.toUpperCase(),
      headers: { origin: "https://evil.example", cookie: owner.cookie },
    });
    const answer = await (await handlerOf(key))(request, { params: Promise.resolve({}) });
    expect([key, answer.status]).toEqual([key, 403]);
  }
  expect((await database().query("select count(*) from private.admin_actions")).rows).toEqual(before.rows);
});

describe("a route for people", () => {
  // In the order of the table: what is deleted, and what ends sessions, is asked for last.
  test.each(keys(true))("%s does what its owner may, and nobody else", async (key) => {
    const { owner, another, admin, blocked } = people;
    const row = ROUTE_TABLE[key];
    const stranger = row?.stranger ?? (key.includes("{id}") ? 404 : row?.ok);
    expect(await ask(key, owner.things, null)).toEqual({ status: 401, code: "unauthenticated" });
    const sessionOf = async (person: Person) => (row?.ends ? signedInAnew(person) : person.cookie);
    expect((await ask(key, owner.things, await sessionOf(another))).status).toBe(stranger);
    expect((await ask(key, owner.things, await sessionOf(admin))).status).toBe(stranger);
    const ofBlocked = await ask(key, blocked.things, await sessionOf(blocked));
    if (row?.costs) expect(ofBlocked).toEqual({ status: 403, code: "account_blocked" });
    else expect(ofBlocked.status).toBe(row?.ok);
    expect((await ask(key, owner.things, await sessionOf(owner))).status).toBe(row?.ok);
  });
});
