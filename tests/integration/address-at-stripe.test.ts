import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { database } from "#lib/server/database.ts";
import { env } from "#lib/server/env.ts";
import { localMails } from "#lib/server/mailbox.ts";
import { openCheckout } from "#lib/server/stripe/open-checkout.ts";
import { updateAddressAtStripe } from "#lib/server/stripe/update-address.ts";
import { createEchoProvider } from "#tests/sandbox/echo-provider.ts";
import { type StripeSandbox, startStripeSandbox, stripeVariables } from "#tests/sandbox/stripe/server.ts";
import { Browser } from "./auth-browser.ts";
import { type Service, startService } from "./service.ts";
import { waitFor } from "./wait.ts";

const PASSWORD = "a good long password";
let service: Service;
let stripe: StripeSandbox;

beforeAll(async () => {
  stripe = await startStripeSandbox();
  Object.assign(process.env, stripeVariables(stripe));
  service = await startService([createEchoProvider]);
});
afterAll(() => service.stop());

async function follow(browser: Browser, email: string): Promise<void> {
  const mail = (await localMails(email))?.[0];
  const { searchParams } = new URL(mail?.link ?? "");
  const link = { tokenHash: searchParams.get("token_hash"), type: searchParams.get("type") };
  expect((await browser.post("confirm", link)).status).toBe(200);
}

async function newAccount() {
  const browser = new Browser(new URL(env().APP_URL).origin);
  const email = `${randomUUID()}@example.com`;
  await browser.post("sign-up", { email, password: PASSWORD });
  await follow(browser, email);
  return { id: String((await browser.me()).body?.id), email, browser };
}
type Person = Awaited<ReturnType<typeof newAccount>>;

/** Answers the new one. */
async function changeAddress({ browser }: Person): Promise<string> {
  const email = `${randomUUID()}@example.com`;
  await browser.ask("/api/v1/account/email", { method: "POST", json: { email, password: PASSWORD } });
  await follow(browser, email);
  return email;
}

const customerOf = ({ id }: Person) =>
  [...stripe.account.customers.values()].find(({ metadata }) => metadata.user_id === id);

test("whoever has bought something and changes their address gets receipts at the new one", async () => {
  const person = await newAccount();
  await openCheckout(person, { id: randomUUID(), packId: "small" });
  expect(customerOf(person)?.email).toBe(person.email);
  const email = await changeAddress(person);
  await waitFor("Stripe to be told", async () => customerOf(person)?.email === email);
});

test("nobody becomes known to Stripe by changing their address", async () => {
  const person = await newAccount();
  await changeAddress(person);
  await updateAddressAtStripe(person.id);
  expect(customerOf(person)).toBeUndefined();
  const { rows } = await database().query("select from graphile_worker._private_jobs where key like 'address_at_%'");
  expect(rows).toEqual([]);
});

test("a customer that Stripe has deleted is no failure, an outage is one: the job comes again", async () => {
  const person = await newAccount();
  await openCheckout(person, { id: randomUUID(), packId: "small" });
  stripe.account.deleteCustomer(customerOf(person)?.id ?? "");
  await updateAddressAtStripe(person.id);
  await stripe.close();
  await expect(updateAddressAtStripe(person.id)).rejects.toMatchObject({ code: "payment_unavailable" });
});
