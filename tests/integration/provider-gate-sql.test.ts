import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { retryAccounts } from "#lib/server/provider-gate/retry-accounts.ts";
import { freshDatabase } from "./database.ts";
import { count, together } from "./given.ts";

/** Two pools, as two worker processes have them. */
const db = freshDatabase();
let other: pg.Pool;

beforeAll(() => {
  other = new pg.Pool({ connectionString: db.url, max: 20 });
  other.on("error", () => undefined);
});
afterAll(() => other.end());

interface Entered {
  readonly outcome: "taken" | "wait" | "out";
  readonly reason?: string;
  readonly code?: string;
  readonly seconds?: number | null;
  readonly isProbe?: boolean;
}

interface Entry {
  readonly slot?: string;
  readonly model?: string;
  readonly running?: number | null;
  readonly starts?: number | null;
  readonly isResumed?: boolean;
}

/** A provider that no other test knows. */
const newProvider = () => `p${randomUUID()}`;

const valuesOf = (provider: string, { slot, model, running, starts, isResumed }: Entry) => [
  slot ?? randomUUID(),
  provider,
  `${provider}/${model ?? "fill"}`,
  running === undefined ? 100 : running,
  starts ?? null,
  isResumed ?? false,
];

const enter = (provider: string, entry: Entry = {}) => db.call<Entered>("enter_provider", ...valuesOf(provider, entry));

/** The same from the other process. */
async function enterElsewhere(provider: string, entry: Entry = {}): Promise<Entered> {
  const text = "select private.enter_provider($1, $2, $3, $4, $5, $6) as answer";
  return (await other.query<{ answer: Entered }>(text, valuesOf(provider, entry))).rows[0]?.answer as Entered;
}

const leave = (slot: string, kind: string, more: { code?: string; seconds?: number } = {}) =>
  db.call<{ outcome: string; opened?: Array<{ subject: string; code: string; seconds: number }> }>(
    "leave_provider",
    slot,
    { kind, ...more },
  );

/** One call from its turn to its end. */
async function called(provider: string, kind: string, more: { code?: string; seconds?: number; model?: string } = {}) {
  const slot = randomUUID();
  expect(await enter(provider, { slot, ...(more.model && { model: more.model }) })).toMatchObject({ outcome: "taken" });
  return leave(slot, kind, more);
}

async function failing(provider: string, times: number, model?: string) {
  for (let time = 0; time < times; time++) {
    await called(provider, "failed", { code: "overloaded", ...(model && { model }) });
  }
}

const outages = async (provider: string) =>
  (await db.call<Array<{ subject: string; code: string; seconds: number }>>("list_outages")).filter(({ subject }) =>
    subject.startsWith(provider),
  );

/** Lets the pause of everything that is out run to its end. */
const pauseEnds = (provider: string) =>
  db.query(
    `update private.provider_health
     set opened_at = opened_at - interval '1 day', open_until = clock_timestamp()
     where subject like $1 || '%' and open_until is not null`,
    [provider],
  );

describe("the cap on calls at a time", () => {
  test("of forty calls from two processes that race for the last three slots, three get one", async () => {
    const provider = newProvider();
    const racing = (enterFrom: typeof enter) => together(20, () => enterFrom(provider, { running: 3 }));
    const outcomes = (await Promise.all([racing(enter), racing(enterElsewhere)])).flat();
    expect(count(outcomes.map(({ outcome }) => outcome))).toEqual({ taken: 3, wait: 37 });
    expect(new Set(outcomes.map(({ reason }) => reason))).toEqual(new Set([undefined, "full"]));
  });

  test("a slot that is left goes to the one who asked first", async () => {
    const provider = newProvider();
    const [holder, first, second] = [randomUUID(), randomUUID(), randomUUID()];
    await enter(provider, { slot: holder, running: 1 });
    for (const slot of [first, second]) {
      expect(await enter(provider, { slot, running: 1 })).toMatchObject({ outcome: "wait", reason: "full" });
    }
    await leave(holder, "works");
    expect(await enterElsewhere(provider, { slot: second, running: 1 })).toMatchObject({ outcome: "wait" });
    expect(await enterElsewhere(provider, { slot: first, running: 1 })).toMatchObject({ outcome: "taken" });
  });

  test("whoever gave up waiting holds up nobody", async () => {
    const provider = newProvider();
    const [holder, patient, gone] = [randomUUID(), randomUUID(), randomUUID()];
    await enter(provider, { slot: holder, running: 1 });
    for (const slot of [gone, patient]) await enter(provider, { slot, running: 1 });
    await leave(gone, "nothing");
    await leave(holder, "works");
    expect(await enter(provider, { slot: patient, running: 1 })).toMatchObject({ outcome: "taken" });
  });

  test("a dead worker's slot is free after its lifetime, and so is its place in the queue", async () => {
    const provider = newProvider();
    await enter(provider, { running: 1 });
    await enter(provider, { running: 1 });
    const slot = randomUUID();
    expect(await enter(provider, { slot, running: 1 })).toMatchObject({ outcome: "wait" });
    await db.query(
      "update private.provider_slots set expires_at = clock_timestamp() where provider = $1 and id <> $2",
      [provider, slot],
    );
    expect(await enter(provider, { slot, running: 1 })).toMatchObject({ outcome: "taken" });
  });

  test("a sign of life keeps a slot, and one that was left needs none", async () => {
    const provider = newProvider();
    const slot = randomUUID();
    await enter(provider, { slot, running: 1 });
    await db.query("update private.provider_slots set expires_at = clock_timestamp() where id = $1", [slot]);
    expect(await db.call("renew_provider_slot", slot)).toEqual({ outcome: "renewed" });
    expect(await enter(provider, { running: 1 })).toMatchObject({ outcome: "wait" });
    await leave(slot, "works");
    expect(await db.call("renew_provider_slot", slot)).toEqual({ outcome: "gone" });
  });

  test("asking again after a lost answer takes no second slot", async () => {
    const provider = newProvider();
    const slot = randomUUID();
    expect(await enter(provider, { slot, running: 2 })).toMatchObject({ outcome: "taken" });
    expect(await enter(provider, { slot, running: 2 })).toMatchObject({ outcome: "taken" });
    expect(await enter(provider, { running: 2 })).toMatchObject({ outcome: "taken" });
    expect(await enter(provider, { running: 2 })).toMatchObject({ outcome: "wait" });
  });

  test("a job that the provider has already is counted, but never waits", async () => {
    const provider = newProvider();
    await enter(provider, { running: 1 });
    expect(await enter(provider, { running: 1, isResumed: true })).toMatchObject({ outcome: "taken" });
    expect(await enter(provider, { running: 2 })).toMatchObject({ outcome: "wait" });
  });

  test("each provider has slots of its own", async () => {
    const [one, another] = [newProvider(), newProvider()];
    await enter(one, { running: 1 });
    expect(await enter(another, { running: 1 })).toMatchObject({ outcome: "taken" });
  });
});

describe("the cap on starts", () => {
  test("counts calls that have ended, from all processes, until the window has passed", async () => {
    const provider = newProvider();
    for (let start = 0; start < 3; start++) {
      const slot = randomUUID();
      expect(await enterElsewhere(provider, { slot, starts: 3 })).toMatchObject({ outcome: "taken" });
      await leave(slot, "works");
    }
    expect(await enter(provider, { starts: 3 })).toMatchObject({ outcome: "wait", reason: "rate" });
    await db.query(
      "update private.provider_slots set granted_at = granted_at - interval '61 seconds' where provider = $1",
      [provider],
    );
    expect(await enter(provider, { starts: 3 })).toMatchObject({ outcome: "taken" });
  });

  test("a provider that asks for a pause gets it from all of us, and the longer of two", async () => {
    const provider = newProvider();
    const [one, another] = [randomUUID(), randomUUID()];
    await enter(provider, { slot: one });
    await enter(provider, { slot: another });
    await leave(one, "busy", { code: "provider_rate_limited", seconds: 60 });
    await leave(another, "busy", { code: "provider_rate_limited", seconds: 5 });
    const waiting = await enterElsewhere(provider);
    expect(waiting).toMatchObject({ outcome: "wait", reason: "pause" });
    expect(waiting.seconds).toBeGreaterThan(50);
    await db.query("update private.provider_health set not_before = clock_timestamp() where subject = $1", [provider]);
    expect(await enterElsewhere(provider)).toMatchObject({ outcome: "taken" });
  });
});

describe("a provider that keeps failing", () => {
  test("is taken out after five failures in a row, not before, and says why", async () => {
    const provider = newProvider();
    await failing(provider, 4);
    expect(await outages(provider)).toEqual([]);
    expect((await called(provider, "failed", { code: "timeout" })).opened).toMatchObject([
      { subject: provider, code: "timeout" },
      { subject: `${provider}/fill`, code: "timeout" },
    ]);
    expect(await enterElsewhere(provider)).toMatchObject({ outcome: "out", code: "timeout" });
    expect(await outages(provider)).toHaveLength(2);
  });

  test("is not taken out while calls succeed between the failures", async () => {
    const provider = newProvider();
    for (let round = 0; round < 3; round++) {
      await failing(provider, 4);
      await called(provider, "works");
    }
    expect(await outages(provider)).toEqual([]);
  });

  test("loses only the model that fails while its others work", async () => {
    const provider = newProvider();
    for (let round = 0; round < 5; round++) {
      await failing(provider, 1, "broken");
      await called(provider, "works");
    }
    expect((await outages(provider)).map(({ subject }) => subject)).toEqual([`${provider}/broken`]);
    expect(await enter(provider)).toMatchObject({ outcome: "taken" });
    expect(await enter(provider, { model: "broken" })).toMatchObject({ outcome: "out", code: "overloaded" });
  });

  test("of forty calls from two processes after the pause, exactly one finds out; the others wait for it", async () => {
    const provider = newProvider();
    await failing(provider, 5);
    await pauseEnds(provider);
    const racing = (enterFrom: typeof enter) => together(20, () => enterFrom(provider));
    const outcomes = (await Promise.all([racing(enter), racing(enterElsewhere)])).flat();
    expect(count(outcomes.map(({ outcome }) => outcome))).toEqual({ taken: 1, wait: 39 });
    expect(outcomes.filter(({ isProbe }) => isProbe)).toHaveLength(1);
    expect(new Set(outcomes.map(({ reason }) => reason))).toEqual(new Set([undefined, "probe"]));
  });

  test("is back as soon as the one that finds out succeeds", async () => {
    const provider = newProvider();
    await failing(provider, 5);
    await pauseEnds(provider);
    const [probe, waiting] = [randomUUID(), randomUUID()];
    await enter(provider, { slot: probe });
    expect(await enter(provider, { slot: waiting })).toMatchObject({ outcome: "wait", reason: "probe" });
    await leave(probe, "works");
    expect(await enter(provider, { slot: waiting })).toMatchObject({ outcome: "taken", isProbe: false });
    await failing(provider, 4);
    expect(await outages(provider)).toEqual([]);
  });

  test("is out for longer each time the one that finds out fails", async () => {
    const provider = newProvider();
    await failing(provider, 5);
    const pauses: number[] = [];
    for (let round = 0; round < 8; round++) {
      pauses.push((await outages(provider))[0]?.seconds as number);
      await pauseEnds(provider);
      await called(provider, "failed", { code: "network" });
    }
    expect(pauses.slice(0, 4)).toEqual([30, 60, 120, 240]);
    expect(Math.max(...pauses)).toBe(900);
  });

  test("is asked by another when the one that was to find out died or was cancelled", async () => {
    const provider = newProvider();
    await failing(provider, 5);
    await pauseEnds(provider);
    const cancelled = randomUUID();
    await enter(provider, { slot: cancelled });
    await leave(cancelled, "nothing");
    const dead = randomUUID();
    expect(await enter(provider, { slot: dead })).toMatchObject({ outcome: "taken", isProbe: true });
    await db.query("update private.provider_slots set expires_at = clock_timestamp() where id = $1", [dead]);
    expect(await enterElsewhere(provider)).toMatchObject({ outcome: "taken", isProbe: true });
  });

  test("is judged only by calls that began after it was taken out", async () => {
    const provider = newProvider();
    const [lucky, late] = [randomUUID(), randomUUID()];
    await enter(provider, { slot: lucky });
    await enter(provider, { slot: late });
    await failing(provider, 5);
    await leave(lucky, "works");
    expect((await leave(late, "failed", { code: "overloaded" })).opened).toEqual([]);
    expect((await outages(provider)).map(({ seconds }) => seconds)).toEqual([30, 30]);
  });

  test("a call that left twice is counted once", async () => {
    const provider = newProvider();
    await failing(provider, 3);
    const slot = randomUUID();
    await enter(provider, { slot });
    const answers = await together(10, () => leave(slot, "failed", { code: "overloaded" }));
    expect(count(answers.map(({ outcome }) => outcome))).toEqual({ left: 1, gone: 9 });
    expect(await outages(provider)).toEqual([]);
  });
});

describe("a provider that refuses our account", () => {
  test("is out at once and for minutes, with all its models, and tells it once", async () => {
    const provider = newProvider();
    const slots = [randomUUID(), randomUUID(), randomUUID()];
    for (const slot of slots) await enter(provider, { slot });
    const told = await Promise.all(slots.map((slot) => leave(slot, "account", { code: "insufficient_credit" })));
    expect(told.flatMap(({ opened }) => opened)).toEqual([
      { subject: provider, code: "insufficient_credit", seconds: 300 },
    ]);
    expect(await enter(provider, { model: "another" })).toMatchObject({ outcome: "out", code: "insufficient_credit" });
  });

  test("is back when a probe finds it paid", async () => {
    const provider = newProvider();
    await called(provider, "account", { code: "invalid_key" });
    await pauseEnds(provider);
    await called(provider, "works");
    expect(await outages(provider)).toEqual([]);
    expect(await enter(provider)).toMatchObject({ outcome: "taken", isProbe: false });
  });
});

test("a worker that starts lets a refused account be tried again, but not what kept failing", async () => {
  const [refused, broken] = [newProvider(), newProvider()];
  await called(refused, "account", { code: "invalid_key" });
  await failing(broken, 5);
  await retryAccounts();
  expect(await enter(refused)).toMatchObject({ outcome: "taken", isProbe: true });
  expect(await enter(broken)).toMatchObject({ outcome: "out" });
});

test("a retired model is out alone", async () => {
  const provider = newProvider();
  await called(provider, "retired", { code: "model_retired", model: "old" });
  expect(await outages(provider)).toEqual([{ subject: `${provider}/old`, code: "model_retired", seconds: 3600 }]);
  expect(await enter(provider)).toMatchObject({ outcome: "taken" });
});

test("what is over is forgotten", async () => {
  const provider = newProvider();
  for (let call = 0; call < 10; call++) await called(provider, "works");
  await db.query(
    `update private.provider_slots set granted_at = granted_at - interval '10 minutes', expires_at = expires_at - interval '9 minutes'
     where provider = $1`,
    [provider],
  );
  await called(provider, "works");
  expect(await db.query("select from private.provider_slots where provider = $1", [provider])).toHaveLength(1);
});
