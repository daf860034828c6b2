import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { captchaService, captchaWidget } from "#lib/server/captcha/service.ts";
import { verifyCaptcha } from "#lib/server/captcha/verify-captcha.ts";
import { closeDatabase, database } from "#lib/server/database.ts";
import { env } from "#lib/server/env.ts";
import { localMails } from "#lib/server/mailbox.ts";
import type { Stack } from "#supabase/embedded/stack.ts";
import {
  CAPTCHA_SITE_KEY,
  type CaptchaSandbox,
  captchaVariables,
  startCaptchaSandbox,
} from "#tests/sandbox/captcha/server.ts";
import { Browser } from "./auth-browser.ts";
import { startOwnStack } from "./stack-template.ts";

const ORIGIN = "http://localhost:3458";
const dataDir = mkdtempSync(join(tmpdir(), "repaint-captcha-"));
let stack: Stack;
let service: CaptchaSandbox;

beforeAll(async () => {
  service = await startCaptchaSandbox();
  stack = await startOwnStack({ dataDir, appUrl: ORIGIN });
  Object.assign(process.env, stack.env, captchaVariables(service));
});
beforeEach(async () => {
  service.setState("up");
  await database().query("delete from private.rate_limits");
});
afterAll(async () => {
  await closeDatabase();
  await stack.stop();
  await service.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const FAILED = { status: 403, body: { error: expect.objectContaining({ code: "captcha_failed" }) } };
const ROUTES = ["sign-up", "magic-link", "reset", "resend"] as const;
let people = 0;

function asked(route: (typeof ROUTES)[number], captchaToken?: string) {
  const email = `visitor${++people}@example.com`;
  const password = route === "sign-up" ? { password: "a good long password" } : {};
  return new Browser(ORIGIN).post(route, { email, ...password, ...(captchaToken !== undefined && { captchaToken }) });
}

test.each(ROUTES)("%s takes what the widget gave, once", async (route) => {
  const token = service.issueToken();
  expect((await asked(route, token)).status).toBeLessThan(300);
  expect(await asked(route, token)).toMatchObject(FAILED);
});

test.each(ROUTES)("%s is refused without it, and sends and opens nothing", async (route) => {
  const before = (await localMails())?.length;
  for (const token of [undefined, "", "made up"]) expect(await asked(route, token)).toMatchObject(FAILED);
  expect((await localMails())?.length).toBe(before);
});

test.each(["away", "broken"] as const)("nobody passes while the service is %s", async (state) => {
  service.setState(state);
  expect(await asked("sign-up", service.issueToken())).toMatchObject(FAILED);
});

test("signing in by password, and what comes after, asks for none", async () => {
  const browser = new Browser(ORIGIN);
  const before = service.timesAsked();
  expect((await browser.post("demo")).body).toEqual({ status: "signed_in" });
  expect((await browser.me()).status).toBe(200);
  expect(service.timesAsked()).toBe(before);
});

test("pages are told the public half only, and are let load from that service alone", () => {
  expect(captchaWidget()).toEqual({
    provider: "turnstile",
    siteKey: CAPTCHA_SITE_KEY,
    script: `${service.url}/turnstile/v0/api.js?render=explicit`,
  });
  expect(captchaService()?.sources).toEqual({ "script-src": [service.url], "frame-src": [service.url] });
});

test("both services are asked at their own address; without one there is nothing to pass", async () => {
  const values = env() as { CAPTCHA_PROVIDER?: string; CAPTCHA_BASE_URL?: string };
  values.CAPTCHA_PROVIDER = "hcaptcha";
  await verifyCaptcha(service.issueToken());
  await expect(verifyCaptcha("made up")).rejects.toMatchObject({ code: "captcha_failed" });
  delete values.CAPTCHA_BASE_URL;
  expect(captchaService()).toMatchObject({
    verify: "https://api.hcaptcha.com/siteverify",
    script: expect.stringMatching(/^https:\/\/js\.hcaptcha\.com\/1\/api\.js\?/),
    sources: { "frame-src": ["https://hcaptcha.com", "https://*.hcaptcha.com"] },
  });
  values.CAPTCHA_PROVIDER = "turnstile";
  expect(captchaService()).toMatchObject({
    verify: "https://challenges.cloudflare.com/turnstile/v0/siteverify",
    sources: { "frame-src": ["https://challenges.cloudflare.com"] },
  });
  delete values.CAPTCHA_PROVIDER;
  await verifyCaptcha(undefined);
  expect(captchaWidget()).toBeNull();
});
