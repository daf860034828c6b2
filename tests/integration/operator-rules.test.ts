import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { Image } from "#lib/contracts/image.ts";
import { priceInTokens } from "#lib/domain/pricing.ts";
import type { Model, Provider } from "#lib/providers/provider.ts";
import { signUp } from "#lib/server/account.ts";
import { database } from "#lib/server/database.ts";
import { env } from "#lib/server/env.ts";
import { log } from "#lib/server/log.ts";
import { chooseModel, describeModels } from "#lib/server/models.ts";
import { newAccounts } from "#lib/server/new-accounts.ts";
import { forgetOperatorRules } from "#lib/server/operator-rules.ts";
import { startWorker, type Worker } from "#lib/server/start-worker.ts";
import { getAccount } from "#lib/server/store/accounts.ts";
import { switchProvider } from "#lib/server/store/operator.ts";
import { type Settings, setSetting } from "#lib/server/store/settings.ts";
import { arePurchasesOn } from "#lib/server/stripe/client.ts";
import { openCheckout } from "#lib/server/stripe/open-checkout.ts";
import { circleMask } from "#tests/fixtures/masks.ts";
import { displayP3Jpeg } from "#tests/fixtures/pictures.ts";
import { PLAIN_MODEL } from "#tests/sandbox/plain-model.ts";
import { type Service, startService } from "./service.ts";

const COST = 40_000;
const by = { actor: "admin:1", reason: "Try" };
let service: Service;
let worker: Worker | null = null;
let user: string;
let image: Image;
let calls: string[] = [];

beforeAll(async () => {
  service = await startService([standin("billed", 10), standin("other", 12), standin("own", 10)], { worker: false });
  user = await service.newUser(100_000);
  const reader = await startWorker();
  image = await service.upload(user, await displayP3Jpeg(200, 200));
  await reader.stop();
});
afterAll(() => service.stop());
afterEach(async () => {
  await worker?.stop();
  worker = null;
  calls = [];
  for (const key of ["margin_percent", "daily_spend_caps", "features", "signup_tokens"] as const) await set(key, null);
  for (const provider of ["billed", "other", "own"]) await switchTo(provider, true);
  await database().query("delete from private.provider_spend");
  vi.restoreAllMocks();
});

/** `own` is a server of the operator's, where nothing is billed and no gate is needed; the others ask for 4 cents a call. */
function standin(id: string, baseTokens: number): () => Provider {
  const isOwn = id === "own";
  const model: Model = {
    ...PLAIN_MODEL,
    id: `${id}/paint`,
    name: id,
    price: { baseTokens, tokensPerMegapixel: 0 },
    repeatable: isOwn,
  };
  return () => ({
    id,
    name: id,
    models: [model],
    limits: isOwn ? "none" : { maxConcurrent: 1 },
    availability: () => ({ available: true }),
    edit: async ({ image: sent }) => {
      calls.push(id);
      return {
        image: { bytes: sent.bytes, format: "encoded" },
        warnings: [],
        requestId: null,
        costMicroUsd: isOwn ? 0 : COST,
      };
    },
  });
}

async function set<Key extends keyof Settings>(key: Key, value: Settings[Key] | null) {
  await setSetting(key, value, by);
  forgetOperatorRules();
}

async function switchTo(provider: string, isOn: boolean) {
  await switchProvider(provider, isOn, by);
  forgetOperatorRules();
}

const request = async (model: string, allowFailover = false) =>
  service.request(user, image, await circleMask(image, { x: 100, y: 100, radius: 20 }), { model, allowFailover });

async function ended(model: string) {
  const edit = await request(model);
  worker ??= await startWorker();
  return service.waitForEnd(user, edit);
}

const listed = async (provider: string) => (await describeModels()).find(({ id }) => id === `${provider}/paint`);
const asked = {
  operation: "erase",
  image: { width: 200, height: 200 },
  maskBounds: { x: 80, y: 80, width: 41, height: 41 },
  prompt: "",
  options: {},
  references: 0,
} as const;

test.each(["billed", "own"])(
  "a provider that is switched off (%s) is not chosen, and is said to be off",
  async (name) => {
    await switchTo(name, false);
    expect(await listed(name)).toMatchObject({ available: false, unavailable: { code: "switched_off" } });
    await expect(request(`${name}/paint`)).rejects.toMatchObject({ code: "model_unavailable" });
    const { model } = await chooseModel({ ...asked, model: "auto" }, null);
    expect(model.id).not.toBe(`${name}/paint`);
    await switchTo(name, true);
    expect(await listed(name)).toMatchObject({ available: true, unavailable: null });
  },
);

test.each(["billed", "own"])(
  "an edit that waits when its provider (%s) is switched off fails, and costs nothing",
  async (name) => {
    const before = await getAccount(user);
    const edit = await request(`${name}/paint`);
    await switchTo(name, false);
    worker = await startWorker();
    expect(await service.waitForEnd(user, edit)).toMatchObject({
      status: "failed",
      error: { code: "model_unavailable" },
      tokens: { charged: 0 },
    });
    expect(calls).toEqual([]);
    expect(await getAccount(user)).toEqual(before);
  },
);

test("an edit that waits when its provider is switched off is done by another one where the person allows it", async () => {
  const edit = await request("billed/paint", true);
  await switchTo("billed", false);
  worker = await startWorker();
  const end = await service.waitForEnd(user, edit);
  expect(end).toMatchObject({ status: "succeeded", choice: { code: "took_over", values: { failed: "billed/paint" } } });
  expect(calls).toEqual([end.model.split("/")[0]]);
});

test("the margin is on what is billed: in the list, the quote, the hold and the charge alike", async () => {
  await set("margin_percent", 25);
  const price = (await listed("billed"))?.price;
  expect(price).toMatchObject({ baseTokens: 10, marginPercent: 25 });
  expect((await listed("own"))?.price).toMatchObject({ baseTokens: 10, marginPercent: 0 });
  const { plan } = await chooseModel({ ...asked, model: "billed/paint" }, null);
  expect(plan.tokens).toBe(13);
  expect(price && priceInTokens({ ...price, multiplier: undefined } as never, plan.sent, 1)).toBe(13);
  expect(await ended("billed/paint")).toMatchObject({ status: "succeeded", tokens: { quoted: 13, charged: 13 } });
  expect(await ended("own/paint")).toMatchObject({ tokens: { quoted: 10, charged: 10 } });
});

test("a margin that changes while an edit waits does not change what that edit costs", async () => {
  await set("margin_percent", 50);
  const edit = await request("billed/paint");
  await set("margin_percent", 400);
  worker = await startWorker();
  expect(await service.waitForEnd(user, edit)).toMatchObject({ tokens: { quoted: 15, charged: 15 } });
});

test("a provider that has cost its day's cap is out until midnight UTC, and the operator is told once", async () => {
  const alert = vi.spyOn(log, "error");
  await set("daily_spend_caps", { billed: 2 * COST });
  expect(await ended("billed/paint")).toMatchObject({ status: "succeeded" });
  expect(alert).not.toHaveBeenCalled();
  const late = await request("billed/paint");
  expect(await service.waitForEnd(user, late)).toMatchObject({ status: "succeeded" });
  forgetOperatorRules();
  expect(await listed("billed")).toMatchObject({ available: false, unavailable: { code: "daily_cap" } });
  expect(await listed("other")).toMatchObject({ available: true });
  await expect(request("billed/paint")).rejects.toMatchObject({ code: "model_unavailable" });
  const alerts = alert.mock.calls.filter(([facts]) => (facts as { alert?: string }).alert === "daily_spend_cap");
  expect(alerts.map(([facts]) => facts)).toMatchObject([{ provider: "billed", spent: 2 * COST, cap: 2 * COST }]);
});

test("edits that were queued before the cap was reached are not sent either, and cost nothing", async () => {
  await set("daily_spend_caps", { billed: COST });
  const edits = await Promise.all([1, 2, 3].map(() => request("billed/paint")));
  worker = await startWorker();
  const ends = await Promise.all(edits.map((edit) => service.waitForEnd(user, edit)));
  expect(ends.filter(({ status }) => status === "succeeded")).toHaveLength(1);
  expect(ends.filter(({ error }) => error?.code === "model_unavailable")).toHaveLength(2);
  expect(calls).toEqual(["billed"]);
});

test("what was spent yesterday does not count against today's cap", async () => {
  await database().query("insert into private.provider_spend values (private.today() - 1, 'billed', 1000000)");
  await set("daily_spend_caps", { billed: COST });
  expect(await listed("billed")).toMatchObject({ available: true });
  await set("daily_spend_caps", { billed: 0 });
  expect(await listed("billed")).toMatchObject({ available: false, unavailable: { code: "daily_cap" } });
});

test("new accounts are refused where the operator wants none, and begin with what they set", async () => {
  expect(await newAccounts()).toEqual({ areWelcome: true, tokens: env().SIGNUP_TOKENS });
  await set("features", { signups: false });
  await set("signup_tokens", 7);
  expect(await newAccounts()).toEqual({ areWelcome: false, tokens: 7 });
  const session = { auth: { signUp: vi.fn() } } as never;
  await expect(signUp(session, { email: "a@example.com", password: "long enough" }, undefined)).rejects.toMatchObject({
    code: "signup_closed",
  });
});

test("tokens are sold where the operator says so, whatever the environment says, but only with the keys for it", async () => {
  expect(await arePurchasesOn()).toBe(false);
  await set("features", { purchases: true });
  expect(await arePurchasesOn()).toBe(false);
  Object.assign(env(), { STRIPE_SECRET_KEY: "sk_test_1", STRIPE_WEBHOOK_SECRET: "whsec_1" });
  expect(await arePurchasesOn()).toBe(true);
  await set("features", { purchases: false });
  const order = openCheckout({ id: user, email: "a@example.com" }, { id: randomUUID(), packId: "small" });
  await expect(order).rejects.toMatchObject({ code: "purchases_off" });
  Object.assign(env(), { STRIPE_SECRET_KEY: undefined, STRIPE_WEBHOOK_SECRET: undefined });
});
