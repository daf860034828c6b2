import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { limitReport as contract } from "#lib/contracts/admin/limits.ts";
import { flushHits, noteHit } from "#lib/server/limits/hits.ts";
import { countRequest } from "#lib/server/limits/limit.ts";
import { POLICIES } from "#lib/server/limits/policies.ts";
import { forgetLimitHits, limitReport } from "#lib/server/store/admin/limits.ts";
import { freshDatabase } from "./database.ts";
import { givenUser, together } from "./given.ts";

const db = freshDatabase();
const report = async () => contract.parse(await limitReport());

beforeEach(() => db.query("truncate private.rate_limits, private.rate_limit_hits, private.rate_limit_offenders"));

test("whoever is turned away is counted, by class and hour, with whom it was most", async () => {
  const [user, other] = [await givenUser(db), await givenUser(db)];
  const { points } = POLICIES.checkout.perAccount;
  const refused = async (accountId: string, times: number) => {
    const ask = () => countRequest("checkout", { accountId, address: null }).catch(() => null);
    await together(points + times, ask);
  };
  await refused(user, 5);
  await refused(other, 2);
  await flushHits();
  const { policies, hours, top } = await report();
  expect(policies.find(({ name }) => name === "checkout")).toMatchObject({ day: 7, month: 7, perAccount: { points } });
  expect(policies.find(({ name }) => name === "read")).toMatchObject({ day: 0, month: 0 });
  expect(hours.map(({ policy, hits }) => [policy, hits])).toEqual([["checkout", 7]]);
  expect(top.map(({ scope, key, email, hits }) => [scope, key, email, hits])).toEqual([
    ["account", user, `${user}@example.test`, 5],
    ["account", other, `${other}@example.test`, 2],
  ]);
});

test("an hour has one row for a class, whichever of its limits turned somebody away", async () => {
  for (const policy of ["edit-account", "edit-address", "edit-address", "write-key"]) noteHit(policy, randomUUID());
  await flushHits();
  const { hours } = await report();
  expect(new Map(hours.map(({ policy, hits }) => [policy, hits]))).toEqual(
    new Map([
      ["edit", 3],
      ["write", 1],
    ]),
  );
  expect(hours).toHaveLength(2);
});

test("several processes that count at the same moment lose nothing", async () => {
  const hits = Array.from({ length: 20 }, (_, index) => ({ policy: "auth-address", key: `10.0.0.${index}`, hits: 1 }));
  await together(10, (index) =>
    db.call("count_limit_hits", JSON.stringify(index % 2 === 0 ? hits : hits.toReversed())),
  );
  const { policies, top } = await report();
  expect(policies.find(({ name }) => name === "auth")?.day).toBe(200);
  expect(top).toHaveLength(20);
  expect(top.every(({ hits: count, scope }) => count === 10 && scope === "address")).toBe(true);
});

test("a flood from ever new addresses is counted, but not remembered one by one", async () => {
  for (let index = 0; index < 3_000; index++) noteHit("auth-address", `address ${index}`);
  await flushHits();
  expect((await report()).policies.find(({ name }) => name === "auth")?.day).toBe(3_000);
  const [row] = await db.query<{ count: number }>("select count(*)::int as count from private.rate_limit_offenders");
  expect(row?.count).toBe(1_000);
});

test("what cannot be counted is lost, and nobody is told", async () => {
  await db.query("alter table private.rate_limit_hits rename to gone");
  noteHit("edit-account", randomUUID());
  await flushHits();
  await db.query("alter table private.gone rename to rate_limit_hits");
});

test("whom it was about is forgotten after 7 days, how often after 30", async () => {
  for (const days of [0, 6, 8, 29, 31]) {
    const hour = `date_trunc('hour', now() - interval '${days} days')`;
    await db.query(`insert into private.rate_limit_hits values (${hour}, 'auth-address', 1)`);
    await db.query(`insert into private.rate_limit_offenders values (${hour}, 'auth-address', '10.0.0.1', 1, now())`);
  }
  expect((await report()).policies.find(({ name }) => name === "auth")).toMatchObject({ day: 1, month: 4 });
  await forgetLimitHits();
  const [left] = await db.query<{ hits: number; offenders: number }>(
    `select (select count(*)::int from private.rate_limit_hits) as hits,
       (select count(*)::int from private.rate_limit_offenders) as offenders`,
  );
  expect(left).toEqual({ hits: 4, offenders: 2 });
});
