import { afterAll, beforeAll, expect, test } from "vitest";
import { parseLaunchEnvironment } from "#lib/server/env.ts";
import { examine } from "#lib/server/stripe/doctor.ts";
import { type StripeSandbox, startStripeSandbox, stripeVariables } from "#tests/sandbox/stripe/server.ts";

const APP_URL = "http://localhost:3000";
let right: StripeSandbox;
let deaf: StripeSandbox;
beforeAll(async () => {
  right = await startStripeSandbox({ webhookUrl: `${APP_URL}/api/v1/stripe/webhook` });
  right.delivery.setMode("never");
  deaf = await startStripeSandbox({
    webhookUrl: `${APP_URL}/api/v1/stripe/webhook`,
    enabledEvents: ["charge.refunded"],
  });
});
afterAll(() => Promise.all([right.close(), deaf.close()]));

const fixes = async (variables: Record<string, string>) => {
  const findings = await examine(parseLaunchEnvironment({ NODE_ENV: "test", APP_URL, ...variables }));
  return findings.filter(({ ok }) => !ok).map(({ fix }) => fix ?? "");
};

test("finds nothing to mend where all is right", async () => {
  expect(await fixes(stripeVariables(right))).toEqual([]);
});

test.each([
  ["a key that is missing", { STRIPE_SECRET_KEY: "" }, /Copy the secret key/],
  ["a key that was rolled", { STRIPE_SECRET_KEY: "sk_test_old" }, /refused/],
  ["a signing secret that is none", { STRIPE_WEBHOOK_SECRET: "secret" }, /whsec_/],
  ["purchases that are hidden", { SHOW_TOKEN_PURCHASE: "0" }, /nobody is shown/],
  ["a test key on the web", { APP_URL: "https://repaint.example" }, /only tests/],
  ["an endpoint that is elsewhere", { APP_URL: "http://localhost:4000" }, /Add this endpoint/],
])("tells how to mend %s", async (_, change, fix) => {
  expect((await fixes({ ...stripeVariables(right), ...change })).join("\n")).toMatch(fix);
});

test("names the events that an endpoint is not sent", async () => {
  const [fix] = await fixes(stripeVariables(deaf));
  expect(fix).toContain("checkout.session.completed, checkout.session.async_payment_succeeded");
  expect(fix).not.toContain("charge.refunded,");
});
