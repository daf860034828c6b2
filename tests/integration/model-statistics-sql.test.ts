import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { BLAMED } from "#lib/server/provider-gate/verdict.ts";
import { modelStatistics } from "#lib/server/store/provider-statistics.ts";
import { freshDatabase } from "./database.ts";
import { givenImage, givenRun, givenUser } from "./given.ts";

const db = freshDatabase();

const measured = async (model: string) =>
  (await modelStatistics({ days: 30, least: 5, blamed: BLAMED })).find((one) => one.model === model) ?? null;

interface Attempt {
  readonly outcome?: "succeeded" | "failed" | "cancelled";
  readonly code?: string;
  readonly millis?: number | null;
  readonly daysAgo?: number;
}

const given = (model: string, attempts: readonly Attempt[]) =>
  Promise.all(
    attempts.map(({ outcome = "succeeded", code = null, millis = 1000, daysAgo = 0 }) =>
      db.query(
        `insert into private.edit_attempts
           (edit_id, ordinal, model, repeatable, outcome, error_code, duration_millis, started_at, finished_at)
         select $1, 1, $2, false, $3, $4, $5, at, at from (select now() - make_interval(days => $6) as at) moment`,
        [randomUUID(), model, outcome, code, millis, daysAgo],
      ),
    ),
  );

const failed = (code: string): Attempt => ({ outcome: "failed", code });
const times = <Value>(count: number, value: Value): Value[] => Array<Value>(count).fill(value);

test("the median is of successes, and failures of the provider count against the model", async () => {
  await given("a/mixed", [
    ...[300, 100, 200, 9_000].map((millis) => ({ millis })),
    { outcome: "failed", code: "overloaded", millis: 1 },
  ]);
  expect(await measured("a/mixed")).toEqual({ model: "a/mixed", attempts: 5, successes: 4, medianMillis: 250 });
});

test("what the person, the operator's account or the content rules stopped does not count", async () => {
  await given("a/refusing", [
    ...times(5, {}),
    ...["moderated", "content_filtered", "prompt_rejected", "image_rejected", "invalid_key", "internal"].map(failed),
    ...times(3, { outcome: "cancelled" as const }),
  ]);
  expect(await measured("a/refusing")).toMatchObject({ attempts: 5, successes: 5 });
});

test("fewer than five attempts, and those of more than thirty days ago, say nothing", async () => {
  await given("a/new", times(4, {}));
  await given("a/old", times(9, { daysAgo: 31 }));
  expect(await measured("a/new")).toBeNull();
  expect(await measured("a/old")).toBeNull();
});

test("a model that never succeeded has no median", async () => {
  await given("a/broken", times(6, failed("bad_response")));
  expect(await measured("a/broken")).toEqual({ model: "a/broken", attempts: 6, successes: 0, medianMillis: null });
});

test("an attempt whose time was not measured counts, but not in the median", async () => {
  await given("a/resumed", [...times(5, { millis: 400 }), { millis: null }]);
  expect(await measured("a/resumed")).toMatchObject({ attempts: 6, medianMillis: 400 });
});

test("statistics are read from the index alone", async () => {
  await given("a/many", times(200, {}));
  await db.query("vacuum analyze private.edit_attempts");
  const client = await db.connect();
  // Which way is cheapest for so few rows is a matter of chance; whether the index holds all that is read is not.
  await client.query("set enable_seqscan = off; set enable_bitmapscan = off");
  const { rows } = await client.query<{ "QUERY PLAN": string }>(
    `explain select model, count(*), percentile_cont(0.5) within group (order by duration_millis)
     from private.edit_attempts
     where started_at > now() - interval '30 days'
       and (outcome = 'succeeded' or outcome = 'failed' and error_code = any('{timeout}'))
     group by model`,
  );
  expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("Index Only Scan using edit_attempts_measured");
});

test("what the provider metered is kept with the attempt, and need not be told", async () => {
  const user = await givenUser(db);
  const { edit, worker } = await givenRun(db, user, await givenImage(db, user));
  const attempt = async () =>
    (await db.call<{ attempt_id: string }>("start_attempt", edit, worker, "openai/image", false)).attempt_id;
  const [told, silent] = [await attempt(), await attempt()];
  await db.call("finish_attempt", told, "succeeded", null, "r-1", 1500, 30, { output_tokens: 812 });
  await db.call("finish_attempt", silent, "succeeded", null, "r-2", 1500, 30);
  expect(await db.query("select usage from private.edit_attempts where edit_id = $1 order by ordinal", [edit])).toEqual(
    [{ usage: { output_tokens: 812 } }, { usage: null }],
  );
});
