import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, database } from "#lib/server/database.ts";
import { localMails, type Mail } from "#lib/server/mailbox.ts";
import type { Stack } from "#supabase/embedded/stack.ts";
import { Browser } from "./auth-browser.ts";
import { startOwnStack } from "./stack-template.ts";

const ORIGIN = "http://localhost:3457";
const PASSWORD = "a good long password";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
const dataDir = mkdtempSync(join(tmpdir(), "repaint-account-"));
let stack: Stack;

beforeAll(async () => {
  stack = await startOwnStack({ dataDir, appUrl: ORIGIN });
  Object.assign(process.env, stack.env);
});
afterAll(async () => {
  await closeDatabase();
  await stack.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

let people = 0;
const newAddress = () => `holder${++people}@example.com`;
const error = (code: string, field?: string) => ({ error: expect.objectContaining({ code, ...(field && { field }) }) });

async function mailsTo(email: string): Promise<Mail[]> {
  return (await localMails(email)) ?? [];
}

async function follow(browser: Browser, email: string) {
  const { searchParams } = new URL((await mailsTo(email))[0]?.link ?? "");
  const next = searchParams.get("next");
  const link = { tokenHash: searchParams.get("token_hash"), type: searchParams.get("type"), ...(next && { next }) };
  return browser.post("confirm", link);
}

async function newAccount(): Promise<{ email: string; browser: Browser }> {
  const email = newAddress();
  const browser = new Browser(ORIGIN);
  await browser.post("sign-up", { email, password: PASSWORD });
  expect((await follow(browser, email)).status).toBe(200);
  return { email, browser };
}

async function signIn(email: string, password = PASSWORD, userAgent?: string): Promise<Browser> {
  const browser = new Browser(ORIGIN);
  await browser.post("sign-in", { email, password }, userAgent ? { "user-agent": userAgent } : {});
  return browser;
}

describe("changing the e-mail address", () => {
  test("takes the password and the link sent to the new address, however it is spelt", async () => {
    const { email, browser } = await newAccount();
    const wanted = newAddress();
    const json = { email: wanted.toUpperCase(), password: PASSWORD };
    expect((await browser.ask("/api/v1/account/email", { method: "POST", json })).status).toBe(204);
    expect((await browser.me()).body).toMatchObject({ email });
    expect((await follow(browser, wanted)).body).toEqual({ next: "/account" });
    expect((await browser.me()).body).toMatchObject({ email: wanted });
    expect((await (await signIn(wanted)).me()).body).toMatchObject({ email: wanted });
    expect((await (await signIn(email)).me()).body).toEqual(error("unauthenticated"));
  });

  test("tells nothing about an address that has an account, and writes it no message", async () => {
    const { browser } = await newAccount();
    const { email: taken } = await newAccount();
    const before = await mailsTo(taken);
    const ask = (email: string) =>
      browser.ask("/api/v1/account/email", { method: "POST", json: { email, password: PASSWORD } });
    const [known, unknown] = [await ask(taken), await ask(newAddress())];
    expect(known).toMatchObject({ status: unknown.status, body: unknown.body });
    expect(await mailsTo(taken)).toHaveLength(before.length);
    expect((await ask("nobody")).body).toEqual(error("invalid_request", "email"));
  });

  test("is refused without the password", async () => {
    const { browser } = await newAccount();
    const wanted = newAddress();
    const json = { email: wanted, password: "not the password" };
    const answer = await browser.ask("/api/v1/account/email", { method: "POST", json });
    expect(answer.status).toBe(403);
    expect(answer.body).toEqual(error("wrong_password", "password"));
    expect(await mailsTo(wanted)).toEqual([]);
  });
});

describe("changing the password", () => {
  const change = (browser: Browser, currentPassword: string, newPassword: string) =>
    browser.ask("/api/v1/account/password", { method: "POST", json: { currentPassword, newPassword } });

  test("takes the present one and signs every other browser out", async () => {
    const { email, browser } = await newAccount();
    const other = await signIn(email);
    expect((await change(browser, "not the password", "another good password")).body).toEqual(
      error("wrong_password", "currentPassword"),
    );
    expect((await other.me()).status).toBe(200);
    expect((await change(browser, PASSWORD, "another good password")).status).toBe(204);
    expect((await browser.me()).body).toMatchObject({ email });
    expect((await other.me()).body).toEqual(error("unauthenticated"));
    expect((await (await signIn(email)).me()).status).toBe(401);
    expect((await (await signIn(email, "another good password")).me()).status).toBe(200);
  });

  test("cannot be tried again and again", async () => {
    const { browser } = await newAccount();
    const tried = [];
    for (let times = 0; times < 21; times++)
      tried.push(await change(browser, `guess number ${times}`, "a new password"));
    expect(tried.slice(0, 20).map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 403));
    expect(tried.at(-1)?.body).toEqual(error("rate_limited"));
  });
});

describe("sessions", () => {
  const list = async (browser: Browser) =>
    (await browser.ask("/api/v1/account/sessions")).body?.items as {
      id: string;
      isCurrent: boolean;
      userAgent: string;
    }[];

  test("are listed by browser, and one of them can be ended", async () => {
    const { email, browser } = await newAccount();
    const phone = await signIn(email, PASSWORD, FIREFOX);
    const sessions = await list(browser);
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    const other = sessions.find(({ isCurrent }) => !isCurrent);
    expect(other).toMatchObject({ userAgent: FIREFOX, createdAt: expect.any(String), lastUsedAt: expect.any(String) });
    expect((await list(phone)).find(({ isCurrent }) => isCurrent)?.id).toBe(other?.id);

    const end = () => browser.ask(`/api/v1/account/sessions/${other?.id}`, { method: "DELETE" });
    expect((await end()).status).toBe(204);
    expect((await phone.me()).body).toEqual(error("unauthenticated"));
    expect(await list(browser)).toHaveLength(1);
    expect((await end()).status).toBe(404);
  });

  test("of others are not seen and cannot be ended", async () => {
    const { browser } = await newAccount();
    const { browser: stranger } = await newAccount();
    const [theirs] = await list(stranger);
    expect((await list(browser)).map(({ id }) => id)).not.toContain(theirs?.id);
    expect((await browser.ask(`/api/v1/account/sessions/${theirs?.id}`, { method: "DELETE" })).status).toBe(404);
    expect((await stranger.me()).status).toBe(200);
  });

  test("end everywhere at once", async () => {
    const { email, browser } = await newAccount();
    const others = [await signIn(email), await signIn(email)];
    const kept = new Map(browser.cookies);
    expect((await browser.ask("/api/v1/account/sessions", { method: "DELETE" })).status).toBe(204);
    browser.cookies.clear();
    for (const [name, value] of kept) browser.cookies.set(name, value);
    for (const each of [browser, ...others]) expect((await each.me()).body).toEqual(error("unauthenticated"));
    expect((await (await signIn(email)).me()).status).toBe(200);
  });

  test("that Auth does not keep here are said to be unknown", async () => {
    const { browser } = await newAccount();
    await database().query("alter table auth.sessions rename to elsewhere");
    const { rows } = await database().query("select private.list_sessions($1) as sessions", [crypto.randomUUID()]);
    await database().query("alter table auth.elsewhere rename to sessions");
    expect(rows).toEqual([{ sessions: null }]);
    expect((await browser.me()).status).toBe(200);
  });
});
