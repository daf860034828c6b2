import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { closeDatabase } from "#lib/server/database.ts";
import { localMails, type Mail } from "#lib/server/mailbox.ts";
import type { Stack } from "#supabase/embedded/stack.ts";
import { Browser } from "./auth-browser.ts";
import { startOwnStack } from "./stack-template.ts";

const ORIGIN = "http://localhost:3456";
const PASSWORD = "a good long password";
const dataDir = mkdtempSync(join(tmpdir(), "repaint-auth-"));
let stack: Stack;

beforeAll(async () => {
  stack = await startOwnStack({ dataDir, appUrl: ORIGIN });
  Object.assign(process.env, stack.env, { SIGNUP_TOKENS: "50" });
});

afterAll(async () => {
  await closeDatabase();
  await stack.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

let people = 0;
const newAddress = () => `person${++people}@example.com`;
const error = (code: string) => ({ error: expect.objectContaining({ code }) });

/** The newest message to an address. */
async function mailTo(email: string): Promise<Mail | undefined> {
  return (await localMails(email))?.[0];
}

/** What the confirm page reads from the link of the newest message to an address. */
async function linkIn(email: string) {
  const { searchParams } = new URL((await mailTo(email))?.link ?? "");
  const next = searchParams.get("next");
  return { tokenHash: searchParams.get("token_hash"), type: searchParams.get("type"), ...(next && { next }) };
}

async function newAccount(): Promise<{ email: string; browser: Browser }> {
  const email = newAddress();
  const browser = new Browser(ORIGIN);
  await browser.post("sign-up", { email, password: PASSWORD });
  const { status } = await browser.post("confirm", await linkIn(email));
  expect(status).toBe(200);
  return { email, browser };
}

describe("opening an account", () => {
  test("takes an address, a password and the link in a message, and grants the sign-up tokens once", async () => {
    const email = newAddress();
    const browser = new Browser(ORIGIN);
    const signedUp = await browser.post("sign-up", { email, password: PASSWORD, next: "/edit/7" });
    expect(signedUp.body).toEqual({ status: "confirmation_sent" });
    expect((await browser.me()).body).toEqual(error("unauthenticated"));

    const confirmed = await browser.post("confirm", await linkIn(email));
    expect(confirmed.body).toEqual({ next: "/edit/7" });
    const me = { email, role: "user", tokens: { available: 50, held: 0 } };
    expect((await browser.me()).body).toMatchObject(me);
    await browser.post("sign-out");
    await browser.post("sign-in", { email, password: PASSWORD });
    expect((await browser.me()).body).toMatchObject(me);
  });

  test("does not sign in before the address is confirmed", async () => {
    const email = newAddress();
    const browser = new Browser(ORIGIN);
    await browser.post("sign-up", { email, password: PASSWORD });
    expect((await browser.post("sign-in", { email, password: PASSWORD })).body).toEqual(error("email_not_confirmed"));
  });

  test("answers the same for an address that has an account", async () => {
    const { email } = await newAccount();
    const known = await new Browser(ORIGIN).post("sign-up", { email, password: PASSWORD });
    const unknown = await new Browser(ORIGIN).post("sign-up", { email: newAddress(), password: PASSWORD });
    expect(known).toMatchObject({ status: unknown.status, body: unknown.body });
  });

  test("sends the confirmation again when asked", async () => {
    const email = newAddress();
    const browser = new Browser(ORIGIN);
    await browser.post("sign-up", { email, password: PASSWORD });
    const first = await mailTo(email);
    expect((await browser.post("resend", { email })).status).toBe(204);
    expect((await mailTo(email))?.id).not.toBe(first?.id);
    expect((await browser.post("confirm", await linkIn(email))).status).toBe(200);
  });

  test("refuses a short password and an address that is none, naming the field", async () => {
    const browser = new Browser(ORIGIN);
    const short = await browser.post("sign-up", { email: newAddress(), password: "short" });
    expect(short.body).toEqual({ error: expect.objectContaining({ code: "invalid_request", field: "password" }) });
    const odd = await browser.post("sign-up", { email: "ann", password: PASSWORD });
    expect(odd.body).toEqual({ error: expect.objectContaining({ code: "invalid_request", field: "email" }) });
  });
});

describe("a link in a message", () => {
  test("is in the local mailbox, which shows the messages of all or those to one address only", async () => {
    const [one, other] = [newAddress(), newAddress()];
    for (const email of [one, other]) await new Browser(ORIGIN).post("sign-up", { email, password: PASSWORD });
    expect((await localMails(one.toUpperCase()))?.map(({ to }) => to)).toEqual([one]);
    expect((await localMails("nobody@example.com"))?.length).toBe(0);
    expect((await localMails())?.slice(0, 2).map(({ to }) => to)).toEqual([other, one]);
  });

  test("works once", async () => {
    const email = newAddress();
    await new Browser(ORIGIN).post("sign-up", { email, password: PASSWORD });
    const link = await linkIn(email);
    // Any browser will do: mail is often read on another device.
    expect((await new Browser(ORIGIN).post("confirm", link)).status).toBe(200);
    const again = await new Browser(ORIGIN).post("confirm", link);
    expect(again.status).toBe(410);
    expect(again.body).toEqual(error("link_expired"));
  });

  test("cannot be guessed", async () => {
    const made = { tokenHash: "0".repeat(64), type: "signup" };
    expect((await new Browser(ORIGIN).post("confirm", made)).body).toEqual(error("link_expired"));
  });

  test.each(["https://evil.example", "//evil.example", "/\\evil.example", "/auth/confirm?next=//evil.example"])(
    "never leads off the site: %s",
    async (next) => {
      const email = newAddress();
      const browser = new Browser(ORIGIN);
      await browser.post("sign-up", { email, password: PASSWORD, next });
      const { tokenHash, type } = await linkIn(email);
      expect((await browser.post("confirm", { tokenHash, type, next })).body).toEqual({ next: "/photos" });
    },
  );

  test("signs in without a password, where an account exists", async () => {
    const { email } = await newAccount();
    const browser = new Browser(ORIGIN);
    expect((await browser.post("magic-link", { email, next: "/edit/9" })).status).toBe(204);
    expect((await browser.post("confirm", await linkIn(email))).body).toEqual({ next: "/edit/9" });
    expect((await browser.me()).body).toMatchObject({ email });
  });

  test("is not sent to a stranger, and nobody can tell", async () => {
    const { email } = await newAccount();
    const stranger = newAddress();
    for (const route of ["magic-link", "reset", "resend"] as const) {
      const known = await new Browser(ORIGIN).post(route, { email });
      const unknown = await new Browser(ORIGIN).post(route, { email: stranger });
      expect(unknown, route).toMatchObject({ status: known.status, body: known.body });
    }
    expect(await mailTo(stranger)).toBeUndefined();
    expect((await new Browser(ORIGIN).post("sign-in", { email: stranger, password: PASSWORD })).status).toBe(401);
  });
});

describe("resetting the password", () => {
  test("replaces it and signs every other browser out", async () => {
    const { email, browser: other } = await newAccount();
    const browser = new Browser(ORIGIN);
    await browser.post("reset", { email });
    expect((await browser.post("confirm", await linkIn(email))).body).toEqual({ next: "/new-password" });
    expect((await browser.post("password", { password: "another good password" })).status).toBe(204);

    expect((await browser.me()).body).toMatchObject({ email });
    expect((await other.me()).body).toEqual(error("unauthenticated"));
    const signIn = (password: string) => new Browser(ORIGIN).post("sign-in", { email, password });
    expect((await signIn(PASSWORD)).body).toEqual(error("invalid_credentials"));
    expect((await signIn("another good password")).body).toEqual({ status: "signed_in" });
  });

  test("is for whoever followed the link only", async () => {
    const answer = await new Browser(ORIGIN).post("password", { password: "another good password" });
    expect(answer.body).toEqual(error("unauthenticated"));
  });
});

describe("a session", () => {
  test("is kept where scripts cannot read it, and no cache may store it", async () => {
    const { email } = await newAccount();
    const { headers } = await new Browser(ORIGIN).post("sign-in", { email, password: PASSWORD });
    const [cookie] = headers.getSetCookie();
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).toMatch(/; Path=\//i);
    expect(headers.get("cache-control")).toMatch(/no-store/);
  });

  test("ends with signing out, also for whoever kept its cookies", async () => {
    const { browser } = await newAccount();
    const kept = new Browser(ORIGIN);
    for (const [name, value] of browser.cookies) kept.cookies.set(name, value);
    expect((await browser.post("sign-out")).status).toBe(204);
    expect([...browser.cookies.keys()].filter((name) => !name.includes("verifier"))).toEqual([]);
    expect((await browser.me()).body).toEqual(error("unauthenticated"));
    expect((await kept.me()).body).toEqual(error("unauthenticated"));
    expect((await browser.post("sign-out")).status).toBe(204);
  });

  test("that has expired is renewed once for all requests that come with it", async () => {
    const { email, browser } = await newAccount();
    expire(browser);
    const before = new Map(browser.cookies);
    const tabs = Array.from({ length: 8 }, () => {
      const tab = new Browser(ORIGIN);
      for (const [name, value] of before) tab.cookies.set(name, value);
      return tab;
    });
    const fetched = vi.spyOn(globalThis, "fetch");
    const answers = await Promise.all(tabs.map((tab) => tab.me()));
    const refreshes = fetched.mock.calls.filter(([url]) => String(url).includes("grant_type=refresh_token"));
    fetched.mockRestore();
    expect(refreshes).toHaveLength(1);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    for (const tab of tabs) {
      expect([...tab.cookies.values()]).not.toEqual([...before.values()]);
      expect((await tab.me()).body).toMatchObject({ email });
    }
  });

  test("made up by somebody is not believed", async () => {
    const { browser } = await newAccount();
    const mallory = new Browser(ORIGIN);
    for (const [name, value] of browser.cookies) mallory.cookies.set(name, withSession(value, forgeToken));
    expect((await mallory.me()).body).toEqual(error("unauthenticated"));
  });

  test("cannot be begun or ended by a page of another site", async () => {
    const { email, browser } = await newAccount();
    const foreign = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    expect((await browser.post("sign-out", undefined, foreign)).body).toEqual(error("foreign_origin"));
    const victim = new Browser(ORIGIN);
    expect((await victim.post("sign-in", { email, password: PASSWORD }, foreign)).body).toEqual(
      error("foreign_origin"),
    );
    expect(victim.cookies.size).toBe(0);
    expect((await browser.me()).status).toBe(200);
  });
});

test("the demo account is one request away and has tokens", async () => {
  const browser = new Browser(ORIGIN);
  expect((await browser.post("demo")).body).toEqual({ status: "signed_in" });
  expect((await browser.me()).body).toMatchObject({
    email: stack.env.REPAINT_DEMO_EMAIL,
    tokens: { available: 50, held: 0 },
  });
});

interface StoredSession {
  access_token: string;
  expires_at: number;
  expires_in: number;
}

/** Makes a browser's session look as it does after an hour. */
function expire(browser: Browser): void {
  for (const [name, value] of browser.cookies) {
    browser.cookies.set(
      name,
      withSession(value, (session) => ({ ...session, expires_at: 1, expires_in: 0 })),
    );
  }
}

/** The same token with another person in it and the old signature. */
function forgeToken(session: StoredSession): StoredSession {
  const [header, claims, signature] = session.access_token.split(".");
  const forged = { ...JSON.parse(Buffer.from(claims ?? "", "base64url").toString()), sub: crypto.randomUUID() };
  const body = Buffer.from(JSON.stringify(forged)).toString("base64url");
  return { ...session, access_token: `${header}.${body}.${signature}` };
}

/** Changes the session that a cookie holds; leaves other cookies alone. */
function withSession(cookie: string, change: (session: StoredSession) => StoredSession): string {
  const prefix = "base64-";
  const text = Buffer.from(cookie.slice(prefix.length), "base64url").toString();
  if (!cookie.startsWith(prefix) || !text.includes("access_token")) return cookie;
  return prefix + Buffer.from(JSON.stringify(change(JSON.parse(text)))).toString("base64url");
}
