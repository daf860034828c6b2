import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actionList } from "#lib/contracts/admin/actions.ts";
import { ledgerAudit, ledgerAudits } from "#lib/contracts/admin/ledger.ts";
import { overview } from "#lib/contracts/admin/overview.ts";
import { providerList } from "#lib/contracts/admin/providers.ts";
import { settingsAnswer } from "#lib/contracts/admin/settings.ts";
import { closeDatabase, database } from "#lib/server/database.ts";
import { localMails } from "#lib/server/mailbox.ts";
import { describeModels } from "#lib/server/models.ts";
import { RECURRING_TASKS } from "#lib/server/recurring-tasks.ts";
import type { Stack } from "#supabase/embedded/stack.ts";
import { GET as getActions } from "../../app/api/v1/admin/actions/route.ts";
import { POST as audit } from "../../app/api/v1/admin/ledger/audit/route.ts";
import { GET as getAudits } from "../../app/api/v1/admin/ledger/route.ts";
import { GET as getOverview } from "../../app/api/v1/admin/overview/route.ts";
import { POST as retry } from "../../app/api/v1/admin/providers/[name]/retry/route.ts";
import { POST as switchProvider } from "../../app/api/v1/admin/providers/[name]/route.ts";
import { GET as getProviders } from "../../app/api/v1/admin/providers/route.ts";
import { PATCH as changeSettings, GET as getSettings } from "../../app/api/v1/admin/settings/route.ts";
import { Browser } from "./auth-browser.ts";
import { callRoute } from "./call-route.ts";
import { startOwnStack } from "./stack-template.ts";

const ORIGIN = "http://localhost:3456";
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const dataDir = mkdtempSync(join(tmpdir(), "repaint-admin-"));
let stack: Stack;
let admin: Browser;
let person: Browser;
const guest = new Browser(ORIGIN);

beforeAll(async () => {
  stack = await startOwnStack({ dataDir, appUrl: ORIGIN });
  Object.assign(process.env, stack.env, { OPENAI_API_KEY: "sk-test", RATE_LIMIT_FACTOR: "1000" });
  admin = await signedUp("admin@example.com");
  person = await signedUp("person@example.com");
  await database().query(
    "insert into private.user_roles (user_id, role) select id, 'admin' from auth.users where email = 'admin@example.com'",
  );
});
afterAll(async () => {
  await closeDatabase();
  await stack.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function signedUp(email: string): Promise<Browser> {
  const browser = new Browser(ORIGIN);
  await browser.post("sign-up", { email, password: "a good long password" });
  const mail = (await localMails(email))?.[0];
  const { searchParams } = new URL(mail?.link ?? "");
  await browser.post("confirm", { tokenHash: searchParams.get("token_hash"), type: searchParams.get("type") });
  await browser.me();
  return browser;
}

const refused = (code: string, field?: string) => ({
  error: expect.objectContaining({ code, ...(field && { field }) }),
});
const patch = (changes: object, reason = "Try") =>
  callRoute(admin, changeSettings, { method: "PATCH", json: { changes, reason } });
const newestActions = async () => actionList.parse((await callRoute(admin, getActions)).body).items;

const files = globSync("app/api/v1/admin/**/route.ts", { cwd: ROOT });

test.each(files)("%s is for nobody but administrators", async (file) => {
  const handlers = (await import(join(ROOT, file))) as Record<string, typeof getSettings>;
  for (const [method, handler] of Object.entries(handlers)) {
    const call = { method, params: { id: crypto.randomUUID(), name: "openai" }, ...(method !== "GET" && { json: {} }) };
    expect(await callRoute(guest, handler, call)).toMatchObject({ status: 401, body: refused("unauthenticated") });
    expect(await callRoute(person, handler, call)).toMatchObject({ status: 403, body: refused("forbidden") });
  }
});

test("there are routes of the administration to look at", () => {
  expect(files.length).toBeGreaterThan(5);
});

describe("settings", () => {
  test("are told with what holds where nothing is set, changed for a reason, and taken back", async () => {
    const before = settingsAnswer.parse((await callRoute(admin, getSettings)).body);
    expect(before.settings).toMatchObject({ marginPercent: null, features: null });
    expect(before.defaults).toMatchObject({ signupTokens: 50, features: { purchases: false, signups: true } });

    const { status, body } = await patch({ marginPercent: 12.5, features: { signups: false } }, "  Costs rose  ");
    expect(status).toBe(200);
    expect(settingsAnswer.parse(body).settings).toMatchObject({ marginPercent: 12.5, features: { signups: false } });
    expect(await newestActions()).toMatchObject([
      { action: "set_setting", subject: "features", reason: "Costs rose", actorEmail: "admin@example.com" },
      { action: "set_setting", subject: "margin_percent", details: { before: null, after: 12.5 } },
    ]);
    const signUp = await new Browser(ORIGIN).post("sign-up", { email: "late@example.com", password: "long enough 1" });
    expect(signUp).toMatchObject({ status: 403, body: refused("signup_closed") });

    await patch({ marginPercent: null, features: null });
    expect(settingsAnswer.parse((await callRoute(admin, getSettings)).body)).toEqual(before);
  });

  test.each([
    [{ marginPercent: -1 }, "changes.marginPercent"],
    [{ signupTokens: 1.5 }, "changes.signupTokens"],
    [{ features: { batches: true } }, "changes.features"],
    [{ dailySpendCaps: { nobody: 5 } }, "changes.dailySpendCaps.nobody"],
    [{ dailySpendCaps: { openai: -5 } }, "changes.dailySpendCaps.openai"],
    [{}, "changes"],
  ])("%j are refused, naming the field", async (changes, field) => {
    expect(await patch(changes)).toMatchObject({ status: 400, body: refused("invalid_request", field) });
  });

  test.each(["", "   ", "x".repeat(501)])("are not changed for the reason %j", async (reason) => {
    expect(await patch({ marginPercent: 5 }, reason)).toMatchObject({
      status: 400,
      body: refused("invalid_request", "reason"),
    });
  });
});

describe("providers", () => {
  const stateOf = async (id: string) =>
    providerList.parse((await callRoute(admin, getProviders)).body).providers.find((state) => state.id === id);
  const act = (handler: typeof retry, name: string, json: object) =>
    callRoute(admin, handler, { method: "POST", params: { name }, json: { ...json, reason: "Try" } });

  test("that lack a key are told with the variable that is missing", async () => {
    expect(await stateOf("stability")).toMatchObject({
      missing: { code: "key_missing", values: { variable: "STABILITY_API_KEY" } },
    });
    expect(await stateOf("openai")).toMatchObject({ missing: null, isOn: true, outages: [], maxConcurrent: 4 });
    expect(await stateOf("local")).toMatchObject({ missing: null, maxConcurrent: null });
  });

  test("are switched off and on at once, for a reason", async () => {
    expect((await act(switchProvider, "openai", { isOn: false })).body).toEqual({ outcome: "switched" });
    expect((await act(switchProvider, "openai", { isOn: false })).body).toEqual({ outcome: "unchanged" });
    expect(await stateOf("openai")).toMatchObject({ isOn: false });
    const models = (await describeModels()).filter(({ id }) => id.startsWith("openai/"));
    expect(new Set(models.map(({ unavailable }) => unavailable?.code))).toEqual(new Set(["switched_off"]));
    await act(switchProvider, "openai", { isOn: true });
    expect(await newestActions()).toMatchObject([
      { action: "switch_provider", subject: "openai", details: { isOn: true }, reason: "Try" },
      { action: "switch_provider", subject: "openai", details: { isOn: false } },
      {},
      {},
      {},
      {},
    ]);
    expect(await act(switchProvider, "nobody", { isOn: false })).toMatchObject({ status: 404 });
  });

  test("that are out of order are tried again on demand", async () => {
    await database().query(
      `insert into private.provider_health (subject, failures, openings, opened_at, open_until, code)
       values ('openai', 5, 1, now(), now() + interval '10 minutes', 'invalid_key')`,
    );
    expect((await stateOf("openai"))?.outages).toMatchObject([{ subject: "openai", code: "invalid_key" }]);
    expect((await act(retry, "openai", {})).body).toEqual({ outcome: "retried" });
    expect((await stateOf("openai"))?.outages).toEqual([]);
    expect((await act(retry, "openai", {})).body).toEqual({ outcome: "unchanged" });
    expect((await newestActions())[0]).toMatchObject({ action: "retry_provider", subject: "openai" });
  });

  test("are told with what they cost, earned and how often they failed", async () => {
    const { rows } = await database().query("select id from auth.users where email = 'person@example.com'");
    await database().query(
      `insert into private.edit_ends (edit_id, user_id, ended_at, status, model, tokens, wait_millis, run_millis)
       select gen_random_uuid(), $1, now() - n * interval '1 minute', 'succeeded', 'openai/image', 7, 100, 5000
       from generate_series(1, 3) n`,
      [rows[0].id],
    );
    await database().query(
      `insert into private.edit_attempts (edit_id, ordinal, model, repeatable, outcome, error_code, started_at, finished_at)
       select gen_random_uuid(), 1, 'openai/image', false, case when n > 2 then 'failed' else 'succeeded' end,
         case n when 3 then 'overloaded' when 4 then 'moderated' end, now() - n * interval '1 minute', now()
       from generate_series(1, 4) n`,
    );
    await database().query(
      "insert into private.provider_spend values (private.today(), 'openai', 90000), (private.today() - 29, 'openai', 10000), (private.today() - 30, 'openai', 5)",
    );
    await patch({ dailySpendCaps: { openai: 90_000 } });
    expect(await stateOf("openai")).toMatchObject({
      spend: { today: 90_000, days30: 100_000, cap: 90_000 },
      earned: { tokens: 21 },
      calls: { count: 4, failures: 1, lastErrorCode: "overloaded" },
      isOn: true,
      cappedUntil: expect.stringMatching(/T/),
    });
    await patch({ dailySpendCaps: null });
  });
});

describe("the overview", () => {
  test("tells 30 days unless it is asked for 7 or 90, and nothing else", async () => {
    const ask = (query: Record<string, string>) => callRoute(admin, getOverview, { query });
    expect(overview.parse((await ask({})).body).daily).toHaveLength(30);
    const week = overview.parse((await ask({ days: "7" })).body);
    expect(week.daily).toHaveLength(7);
    expect(week.total).toMatchObject({ succeeded: 3, tokensSpent: 21 });
    expect(week.providers).toMatchObject([{ id: "openai", name: "OpenAI", edits: 3, costMicroUsd: 90_000 }]);
    expect(week).toMatchObject({ isLive: false, standing: null });
    expect(await ask({ days: "8" })).toMatchObject({ status: 400, body: refused("invalid_request", "days") });
  });
});

describe("the ledger", () => {
  test("is audited on demand, and every night, and what was found is kept", async () => {
    const now = ledgerAudit.parse((await callRoute(admin, audit, { method: "POST" })).body);
    expect(now.broken).toEqual([]);
    await RECURRING_TASKS.audit_ledger?.({}, {} as never);
    const { latest, earlier } = ledgerAudits.parse((await callRoute(admin, getAudits)).body);
    expect(latest).toMatchObject({ actor: "system", broken: [] });
    expect(earlier).toMatchObject([{ id: now.id, actor: expect.stringMatching(/^admin:/), count: 0 }]);
  });

  test("is given minutes, which nothing after it is", async () => {
    await callRoute(admin, audit, { method: "POST" });
    for (let index = 0; index < 3; index++) {
      expect((await database().query("show statement_timeout")).rows).toEqual([{ statement_timeout: "30s" }]);
    }
  });

  test("that is broken says which rule, and where", async () => {
    const broken =
      "update private.token_accounts set available = available + 1 where user_id = (select id from auth.users where email = 'person@example.com')";
    await database().query(broken);
    const now = ledgerAudit.parse((await callRoute(admin, audit, { method: "POST" })).body);
    expect(now.broken.map(({ invariant }) => invariant)).toContain("available_is_sum_of_entries");
    await database().query(broken.replace("+ 1", "- 1"));
  });
});

describe("the book of actions", () => {
  test("is read page by page, and for one account", async () => {
    const first = actionList.parse((await callRoute(admin, getActions, { query: { limit: "2" } })).body);
    expect(first.items).toHaveLength(2);
    const second = actionList.parse(
      (await callRoute(admin, getActions, { query: { limit: "2", cursor: first.nextCursor ?? "" } })).body,
    );
    expect(second.items[0]?.id).toBeLessThan(first.items[1]?.id ?? 0);
    const ofNobody = await callRoute(admin, getActions, { query: { userId: crypto.randomUUID() } });
    expect(ofNobody.body).toEqual({ items: [], nextCursor: null });
    expect(await callRoute(admin, getActions, { query: { cursor: "nonsense" } })).toMatchObject({ status: 400 });
  });
});
