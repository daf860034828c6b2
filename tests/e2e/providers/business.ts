import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { type APIRequestContext, expect, request } from "@playwright/test";
import { circleMask } from "#tests/fixtures/masks.ts";
import type { CaptchaSandbox } from "#tests/sandbox/captcha/server.ts";
import type { Sandbox } from "#tests/sandbox/kit/server.ts";
import type { StripeSandbox } from "#tests/sandbox/stripe/server.ts";
import { signUp } from "../account.ts";
import { SAMPLE } from "../test.ts";

const SAMPLE_SIZE = { width: 1600, height: 1067 };
/** Is switched off, and nobody else asks for it. */
const OFF = "ideogram";

interface Place {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly stripe: StripeSandbox;
  readonly captcha: CaptchaSandbox;
  /** Of somebody who runs the server. */
  readonly administrator: APIRequestContext;
}

/**
 * Things that happen in a business: edits that worked, failed and still run, payments in every state, a blocked and a frozen
 * account, settings changed, a provider switched off.
 */
export async function doBusiness({ url, sandbox, stripe, captcha, administrator }: Place) {
  const post = async (person: APIRequestContext, path: string, data: object) => {
    const answer = await person.post(path, { headers: { Origin: url }, data });
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    return answer.json();
  };
  const open = async (name: string): Promise<Person> => {
    const context = await request.newContext({ baseURL: url, extraHTTPHeaders: { Origin: url } });
    const email = `${name}.${randomUUID().slice(0, 4)}@example.com`;
    await signUp(context, url, { email, captchaToken: captcha.issueToken() });
    return { context, id: (await (await context.get("/api/v1/me")).json()).id };
  };
  const grace = await open("grace.hopper");
  const edsger = await open("edsger");
  const blocked = await open("somebody.with.quite.a.long.name");

  const file = { name: "sample.jpg", mimeType: "image/jpeg", buffer: readFileSync(SAMPLE) };
  const image = await (await grace.context.post("/api/v1/images", { multipart: { file } })).json();
  const buffer = Buffer.from(await circleMask(SAMPLE_SIZE, { x: 800, y: 500, radius: 60 }));
  const mask = { name: "mask.png", mimeType: "image/png", buffer };
  const edit = async (wish: object) => {
    const multipart = { request: JSON.stringify({ imageId: image.id, ...wish }), mask };
    const answer = await grace.context.post("/api/v1/edits", {
      multipart,
      headers: { "Idempotency-Key": randomUUID() },
    });
    expect(answer.status(), await answer.text()).toBe(202);
    return `/api/v1/edits/${(await answer.json()).id}`;
  };
  const ended = async (path: string) => void (await grace.context.get(`${path}/events`));
  for (let count = 0; count < 3; count++) await ended(await edit({ operation: "erase", model: "recraft/erase" }));
  const bench = { operation: "inpaint", model: "openai/gpt-image-2", prompt: "a wooden bench" };
  sandbox.fail("openai", "moderated");
  await ended(await edit(bench));
  const finish = sandbox.hold("openai");
  const running = await edit(bench);

  const buy = async ({ context }: Person, packId: string) => {
    const { url: page } = await post(context, "/api/v1/checkout", { id: randomUUID(), packId });
    return new URL(page).pathname.split("/").at(-1) as string;
  };
  const chargeOf = (session: string) => {
    const { payment_intent } = stripe.account.pay(session);
    return stripe.account.intents.get(payment_intent ?? "")?.latest_charge ?? "";
  };
  stripe.account.pay(await buy(grace, "large"));
  stripe.account.refund({ charge: chargeOf(await buy(grace, "medium")), amount: 1_000 });
  stripe.account.refund({ charge: chargeOf(await buy(blocked, "small")) });
  stripe.account.openDispute(chargeOf(await buy(edsger, "medium")));
  await buy(grace, "small");
  await stripe.delivery.settled();

  const accounts = "/api/v1/admin/accounts";
  await post(administrator, `${accounts}/${blocked.id}/block`, {
    isBlocked: true,
    reason: "Asked to, by their school",
  });
  const gift = { tokens: 40, reason: "Sorry for the wait on Tuesday", key: randomUUID(), reference: "Ticket 311" };
  await post(administrator, `${accounts}/${grace.id}/adjust`, gift);
  const change = async (changes: object) => {
    const data = { changes, reason: "Autumn budget" };
    expect((await administrator.patch("/api/v1/admin/settings", { headers: { Origin: url }, data })).ok()).toBe(true);
  };
  const turn = async (isOn: boolean) => {
    await post(administrator, `/api/v1/admin/providers/${OFF}`, { isOn, reason: "Its invoices are being checked" });
  };
  await change({ dailySpendCaps: { recraft: 5_000_000, openai: 20_000_000 }, signupTokenDays: 90 });
  await turn(false);
  await post(administrator, "/api/v1/admin/ledger/audit", {});

  return {
    /** With edits, payments and adjustments. */
    account: grace.id,
    /** Ends what still runs, and sets back what concerns all of the server. */
    end: async () => {
      finish();
      await ended(running);
      await change({ dailySpendCaps: null, signupTokenDays: null });
      await turn(true);
      await Promise.all(
        [administrator, ...[grace, edsger, blocked].map(({ context }) => context)].map((one) => one.dispose()),
      );
    },
  };
}

interface Person {
  readonly context: APIRequestContext;
  readonly id: string;
}
