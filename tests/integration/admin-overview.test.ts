import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { overview as contract, type Overview } from "#lib/contracts/admin/overview.ts";
import { overviewOf } from "#lib/server/admin/overview.ts";
import { refreshFigures } from "#lib/server/store/admin/overview.ts";
import { providersAtAGlance } from "#lib/server/store/admin/providers.ts";
import { freshDatabase } from "./database.ts";
import { givenImage, givenUser } from "./given.ts";

const db = freshDatabase();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MODELS = ["local/migan", "openai/image", "openai/mini", "bfl/fill"] as const;
const dayOf = (time: Date) => time.toISOString().slice(0, 10);

/** The same on every run. */
let seed = 20261126;
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};
const below = (most: number) => Math.floor(random() * most);
const oneOf = <Item>(items: readonly Item[]) => items[below(items.length)] as Item;

interface Ended {
  readonly user: string;
  readonly image: string;
  readonly model: string;
  readonly status: "succeeded" | "failed" | "cancelled";
  readonly tokens: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date;
}
interface Bought {
  readonly id: string;
  readonly user: string;
  readonly tokens: number;
  readonly charged: number;
  readonly returned: number;
  readonly currency: string;
  readonly paidAt: Date;
}

const edits: Ended[] = [];
const purchases: Bought[] = [];
const opened: Date[] = [];
const spend: { day: string; provider: string; cost: number }[] = [];

beforeAll(async () => {
  const people: { user: string; image: string }[] = [];
  for (let index = 0; index < 6; index++) {
    const user = await givenUser(db);
    people.push({ user, image: await givenImage(db, user) });
    const at = new Date(Date.now() - below(40 * DAY));
    opened.push(at);
    await db.query("update private.token_accounts set created_at = $2 where user_id = $1", [user, at]);
  }
  for (let index = 0; index < 400; index++) {
    const { user, image } = oneOf(people);
    const finishedAt = new Date(Date.now() - below(40 * DAY));
    const status = oneOf(["succeeded", "succeeded", "succeeded", "failed", "cancelled"] as const);
    const isStarted = status !== "cancelled" || random() < 0.5;
    const startedAt = isStarted ? new Date(finishedAt.getTime() - 200 - below(60_000)) : null;
    const createdAt = new Date((startedAt ?? finishedAt).getTime() - below(20_000));
    const tokens = status === "succeeded" ? below(20) : 0;
    await end({ user, image, model: oneOf(MODELS), status, tokens, createdAt, startedAt, finishedAt });
  }
  for (let index = 0; index < 60; index++) {
    const charged = 500 + below(5_000);
    await buy({
      id: randomUUID(),
      user: oneOf(people).user,
      tokens: 100 + below(900),
      charged,
      returned: random() < 0.2 ? below(charged + 1) : 0,
      currency: oneOf(["usd", "eur", "jpy"]),
      paidAt: new Date(Date.now() - below(40 * DAY)),
    });
  }
  for (let back = 0; back < 40; back++) {
    const one = {
      day: dayOf(new Date(Date.now() - back * DAY)),
      provider: oneOf(["openai", "bfl"]),
      cost: below(900_000),
    };
    spend.push(one);
    await db.query("insert into private.provider_spend values ($1, $2, $3)", [one.day, one.provider, one.cost]);
  }
  await refreshFigures();
});

/** Through the states an edit goes through, at times of our choosing. */
async function end(edit: Ended): Promise<string> {
  const id = randomUUID();
  edits.push(edit);
  await db.query(
    `insert into public.edits (id, user_id, image_id, operation, model, tokens_quoted, created_at)
     values ($1, $2, $3, 'erase', $4, $5, $6)`,
    [id, edit.user, edit.image, edit.model, edit.tokens, edit.createdAt],
  );
  if (edit.startedAt) {
    await db.query(
      "update public.edits set status = 'running', worker = $1, heartbeat_at = now(), started_at = $2 where id = $1::uuid",
      [id, edit.startedAt],
    );
  }
  await db.query(
    `update public.edits set status = $2, tokens_charged = $3, finished_at = $4, outside_pixels_changed = 0,
       error_code = case when $2 = 'failed' then 'timeout' end
     where id = $1`,
    [id, edit.status, edit.tokens, edit.finishedAt],
  );
  return id;
}

async function buy(one: Bought): Promise<void> {
  purchases.push(one);
  await db.query(
    `insert into private.purchases
       (id, user_id, pack_id, tokens, price_minor, currency, is_live, status, paid_at, charged_minor, charged_currency, refunded_minor)
     values ($1, $2, 'small', $3, $4, $5, false, 'paid', $6, $4, $5, $7)`,
    [one.id, one.user, one.tokens, one.charged, one.currency, one.paidAt, one.returned],
  );
}

/** In steps of 10 %, as times are counted; the least step that so many of them are within. */
function percentile(times: readonly number[], share: number): number | null {
  const sorted = times.toSorted((a, b) => a - b);
  const at = sorted[Math.ceil(share * sorted.length - 1e-9) - 1];
  if (at === undefined) return null;
  return Math.round(1.1 ** Math.ceil(Math.log(Math.max(at, 1)) / Math.log(1.1)));
}

/** Counted from what was put in, without any of the tables that are rolled up. */
function naive(isIn: (day: string) => boolean) {
  const ended = edits.filter(({ finishedAt }) => isIn(dayOf(finishedAt)));
  const paid = purchases.filter(({ paidAt }) => isIn(dayOf(paidAt)));
  const countOf = (status: Ended["status"]) => ended.filter((edit) => edit.status === status).length;
  const runs = ended
    .filter(({ status }) => status === "succeeded")
    .map(({ startedAt, finishedAt }) => finishedAt.getTime() - (startedAt?.getTime() ?? 0));
  const waits = ended.flatMap(({ createdAt, startedAt }) =>
    startedAt ? [startedAt.getTime() - createdAt.getTime()] : [],
  );
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  return {
    succeeded: countOf("succeeded"),
    failed: countOf("failed"),
    cancelled: countOf("cancelled"),
    tokensSpent: sum(ended.map(({ tokens }) => tokens)),
    tokensSold: sum(paid.map(({ tokens }) => tokens)),
    newAccounts: opened.filter((at) => isIn(dayOf(at))).length,
    costMicroUsd: sum(spend.filter(({ day }) => isIn(day)).map(({ cost }) => cost)),
    runP50Millis: percentile(runs, 0.5),
    runP95Millis: percentile(runs, 0.95),
    waitP95Millis: percentile(waits, 0.95),
    revenue: [...Map.groupBy(paid, ({ currency }) => currency)]
      .map(([currency, all]) => ({
        currency,
        chargedMinor: sum(all.map(({ charged }) => charged)),
        returnedMinor: sum(all.map(({ returned }) => returned)),
      }))
      .sort((a, b) => b.chargedMinor - a.chargedMinor),
  };
}

function expectToBeRight({ daily, total, providers }: Overview, days: number): void {
  const first = dayOf(new Date(Date.now() - (days - 1) * DAY));
  expect(daily.map(({ day }) => day)).toEqual(
    Array.from({ length: days }, (_, index) => dayOf(new Date(Date.now() - (days - 1 - index) * DAY))),
  );
  for (const { day, activeAccounts, ...figures } of daily) {
    expect({ day, ...figures }).toEqual({ day, ...naive((other) => other === day) });
    const active = edits.filter(({ finishedAt }) => dayOf(finishedAt) === day).map(({ user }) => user);
    expect(activeAccounts).toBe(new Set(active).size);
  }
  expect(total).toEqual(naive((day) => day >= first));
  const done = edits.filter(({ finishedAt, status }) => dayOf(finishedAt) >= first && status === "succeeded");
  for (const { id, edits: count, tokens } of providers) {
    const own = done.filter(({ model }) => model.startsWith(`${id}/`));
    expect([id, count, tokens]).toEqual([id, own.length, own.reduce((all, edit) => all + edit.tokens, 0)]);
  }
}

test.each([7, 30, 90] as const)("the figures of %i days are those that counting one by one gives", async (days) => {
  const answer = contract.parse(await overviewOf(days));
  expectToBeRight(answer, days);
  const first = Date.now() - days * DAY;
  const active = edits.filter(({ finishedAt }) => finishedAt.getTime() > first - DAY).map(({ user }) => user);
  expect(answer.standing?.activeAccounts).toBeLessThanOrEqual(new Set(active).size);
  const [owed] = await db.query<{ sum: string }>("select sum(available + held) from private.token_accounts");
  expect((answer.standing?.available ?? 0) + (answer.standing?.held ?? 0)).toBe(Number(owed?.sum));
});

test("what happens today is there at once, without being rolled up", async () => {
  const [some] = edits as [Ended];
  const finishedAt = new Date();
  await end({ ...some, status: "succeeded", tokens: 5, startedAt: finishedAt, createdAt: finishedAt, finishedAt });
  expectToBeRight(await overviewOf(7), 7);
});

test("rolling up again changes nothing, and days that were missed are made up for", async () => {
  const before = await overviewOf(90);
  await refreshFigures();
  await refreshFigures();
  expect({ ...(await overviewOf(90)), standing: null }).toEqual({ ...before, standing: null });
  for (const table of ["daily_figures", "daily_provider_figures", "daily_latencies", "daily_sales"]) {
    await db.query(`delete from private.${table} where day > private.today() - 20`);
  }
  await refreshFigures();
  expect({ ...(await overviewOf(90)), standing: null }).toEqual({ ...before, standing: null });
});

test("several workers may roll up at once", async () => {
  const before = await overviewOf(30);
  await Promise.all(Array.from({ length: 6 }, () => refreshFigures()));
  expect({ ...(await overviewOf(30)), standing: null }).toEqual({ ...before, standing: null });
});

test("figures do not shrink when somebody deletes their photos", async () => {
  const before = (await overviewOf(90)).total;
  await db.query("delete from public.images where user_id = $1", [edits[0]?.user]);
  await refreshFigures();
  expect((await overviewOf(90)).total).toEqual(before);
});

test("a refund of an old purchase is taken off the day it was paid on", async () => {
  const old = purchases.find(({ paidAt, returned }) => Date.now() - paidAt.getTime() > 10 * DAY && returned === 0);
  if (!old) throw new Error("no old purchase");
  const refund = await db.call("refund_purchase", old.id, old.charged);
  expect(refund.outcome).toBe("settled");
  await refreshFigures();
  const day = (await overviewOf(90)).daily.find((one) => one.day === dayOf(old.paidAt));
  const sameDay = purchases.filter(({ paidAt, currency }) => dayOf(paidAt) === day?.day && currency === old.currency);
  expect(day?.revenue.find(({ currency }) => currency === old.currency)?.returnedMinor).toBe(
    old.charged + sameDay.reduce((all, { returned }) => all + returned, 0),
  );
});

test("no large table is read from end to end", async () => {
  await db.query(
    `insert into private.edit_ends (edit_id, user_id, ended_at, status, model, tokens, wait_millis, run_millis)
     select gen_random_uuid(), gen_random_uuid(), now() - n * interval '1 minute', 'succeeded', 'bfl/fill', 3, 10, 4000
     from generate_series(1, 60000) n`,
  );
  await db.query(
    `insert into private.edit_attempts (edit_id, ordinal, model, repeatable, outcome, started_at, finished_at)
     select gen_random_uuid(), 1, 'bfl/fill', true, 'succeeded', now() - n * interval '5 minutes', now()
     from generate_series(1, 60000) n`,
  );
  await db.query(
    `insert into private.token_accounts (user_id, created_at)
     select gen_random_uuid(), now() - n * interval '5 minutes' from generate_series(1, 60000) n`,
  );
  await db.query(
    `insert into private.purchases
       (id, user_id, pack_id, tokens, price_minor, currency, is_live, status, paid_at, charged_minor, charged_currency)
     select gen_random_uuid(), $1, 'small', 10, 500, 'usd', false, 'paid', now() - n * interval '5 minutes', 500, 'usd'
     from generate_series(1, 60000) n`,
    [edits[1]?.user],
  );
  await db.query(
    "analyze private.edit_ends, private.edit_attempts, private.token_accounts, private.purchases, private.token_entries, public.edits",
  );
  const client = await db.connect();
  const scans = async () => {
    await client.query("select pg_stat_force_next_flush()");
    const { rows } = await client.query<{ name: string; scans: number }>(
      `select relname as name, seq_scan::int as scans from pg_stat_user_tables
       where relname in ('edit_ends', 'edit_attempts', 'token_accounts', 'purchases', 'token_entries', 'edits')
       order by 1`,
    );
    return rows;
  };
  const before = await scans();
  expect(before).toHaveLength(6);
  await client.query("select private.overview(90, false)");
  await client.query("select private.providers_at_a_glance('{timeout}')");
  await client.query("select private.refresh_day(private.today()), private.refresh_day(private.today() - 1)");
  expect(await scans()).toEqual(before);
  expect((await providersAtAGlance(["timeout"])).calls).not.toEqual([]);
});
