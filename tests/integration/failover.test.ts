import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Image } from "#lib/contracts/image.ts";
import { RepaintError } from "#lib/domain/error.ts";
import type { FailureWord } from "#lib/domain/notice.ts";
import type { Model, Provider, ProviderResult } from "#lib/providers/provider.ts";
import { database } from "#lib/server/database.ts";
import { log } from "#lib/server/log.ts";
import { chooseModel, describeModels } from "#lib/server/models.ts";
import { createPixelBudget } from "#lib/server/pixel-budget.ts";
import { runEdit, type WorkerContext } from "#lib/server/run-edit/run-edit.ts";
import { startWorker, type Worker } from "#lib/server/start-worker.ts";
import { getAccount } from "#lib/server/store/accounts.ts";
import { cancelEdit, getEdit } from "#lib/server/store/edits.ts";
import { circleMask } from "#tests/fixtures/masks.ts";
import { displayP3Jpeg } from "#tests/fixtures/pictures.ts";
import { PLAIN_MODEL } from "#tests/sandbox/plain-model.ts";
import { type Service, startService } from "./service.ts";
import { waitFor } from "./wait.ts";

/** What a stand-in does with one call: paints, answers with no picture, works until it is let go, or fails. */
type Deed = "paints" | "babbles" | "hangs" | RepaintError;

let service: Service;
let worker: Worker;
let user: string;
let image: Image;
/** What each provider does next; without more to do it paints. */
const next = new Map<string, Deed[]>();
let asked: string[] = [];
/** Lets go of all calls that hang: they paint. */
let release = Promise.withResolvers<void>();

beforeAll(async () => {
  service = await startService([standin("first", 3), standin("second", 2), standin("dear", 9), standin("jobs", 9)], {
    worker: false,
  });
  worker = await startWorker();
  user = await service.newUser(1000);
  image = await service.upload(user, await displayP3Jpeg(200, 200));
});
afterAll(async () => {
  await worker.stop();
  await service.stop();
});
beforeEach(async () => {
  next.clear();
  asked = [];
  release = Promise.withResolvers();
  await database().query("delete from private.provider_health");
  await database().query("delete from private.provider_slots");
});
afterEach(() => release.resolve());

function standin(id: string, baseTokens: number): () => Provider {
  const model: Model = {
    ...PLAIN_MODEL,
    id: `${id}/paint`,
    name: `The ${id}`,
    price: { baseTokens, tokensPerMegapixel: 0 },
    execution: id === "jobs" ? "async" : "sync",
    repeatable: id !== "jobs",
  };
  return () => ({
    id,
    name: id,
    models: [model],
    limits: { maxConcurrent: 1 },
    availability: () => ({ available: true }),
    edit: async ({ image: sent, signal, jobId, onJobId }): Promise<ProviderResult> => {
      asked.push(jobId ?? id);
      if (id === "jobs" && !jobId) await onJobId(`job ${asked.length}`);
      const deed = next.get(id)?.shift() ?? "paints";
      if (deed instanceof RepaintError) throw deed;
      if (deed === "hangs") {
        const stopped = Promise.withResolvers<never>();
        signal.addEventListener("abort", () => stopped.reject(signal.reason), { once: true });
        await Promise.race([release.promise, stopped.promise]);
      }
      const bytes = deed === "babbles" ? new TextEncoder().encode("Here is your picture!") : sent.bytes;
      return {
        image: { bytes, format: "encoded" },
        warnings: [],
        requestId: `${id}-request`,
        usage: { credits: 3 },
        costMicroUsd: 40_000,
      };
    },
  });
}

/** What is asked below, as it is priced. */
const ERASED = {
  operation: "erase",
  image: { width: 200, height: 200 },
  maskBounds: { x: 80, y: 80, width: 41, height: 41 },
  prompt: "",
  options: {},
  references: 0,
} as const;

const failing = (code: RepaintError["code"], retryAfterSeconds?: number) =>
  new RepaintError(code, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });

async function request(more: { model?: string; allowFailover?: boolean } = {}): Promise<Edit> {
  const mask = await circleMask(image, { x: 100, y: 100, radius: 20 });
  return service.request(user, image, mask, { model: "first/paint", ...more });
}

const ended = async (more: Parameters<typeof request>[0] = {}) => service.waitForEnd(user, await request(more));

const attemptsOf = async ({ id }: Edit) =>
  (
    await database().query(
      "select model, outcome, error_code, usage, provider_job_id from private.edit_attempts where edit_id = $1 order by ordinal",
      [id],
    )
  ).rows;

const available = async () => (await getAccount(user))?.available as number;
const listed = async (id: string) => (await describeModels()).find((model) => model.id === id);
/** Lets the pause of everything that is out run to its end. */
const pauseEnds = () =>
  database().query(
    `update private.provider_health
     set opened_at = opened_at - interval '1 day', open_until = clock_timestamp() where open_until is not null`,
  );

const tookOver = (failed: string, why: FailureWord, model: string) => ({
  code: "took_over",
  values: { failed, why, model },
});

describe("a model that fails where failover is allowed", () => {
  test("is followed by the next one, which does it for its own price, once, and the person is told", async () => {
    next.set("first", [failing("overloaded")]);
    const before = await available();
    const edit = await ended({ allowFailover: true });
    expect(edit).toMatchObject({
      status: "succeeded",
      model: "second/paint",
      choice: tookOver("first/paint", "overloaded", "second/paint"),
      tokens: { quoted: 9, charged: 2 },
    });
    expect(await available()).toBe(before - 2);
    expect(asked).toEqual(["first", "second"]);
    expect(await attemptsOf(edit)).toMatchObject([
      { model: "first/paint", outcome: "failed", error_code: "overloaded", usage: null },
      { model: "second/paint", outcome: "succeeded", error_code: null, usage: { credits: 3 } },
    ]);
  });

  test("by an answer that is no picture is followed, too", async () => {
    next.set("first", ["babbles"]);
    const edit = await ended({ allowFailover: true });
    expect(edit).toMatchObject({
      status: "succeeded",
      choice: tookOver("first/paint", "bad_response", "second/paint"),
    });
    expect(await attemptsOf(edit)).toMatchObject([
      { outcome: "failed", error_code: "bad_response" },
      { model: "second/paint" },
    ]);
  });

  test("is followed by a dearer one where it was the cheapest, for that one's price, of what was set aside", async () => {
    next.set("second", [failing("overloaded")]);
    const before = await available();
    const quoted = await chooseModel({ ...ERASED, model: "auto" }, { available: before });
    expect(quoted).toMatchObject({ model: { id: "second/paint" }, plan: { tokens: 2 }, tokensAtMost: 9 });
    const edit = await request({ model: "auto", allowFailover: true });
    expect(edit).toMatchObject({ model: "second/paint", tokens: { quoted: 9, charged: 0 } });
    expect(await service.waitForEnd(user, edit)).toMatchObject({
      model: "first/paint",
      choice: tookOver("second/paint", "overloaded", "first/paint"),
      tokens: { quoted: 9, charged: 3 },
    });
    expect(await available()).toBe(before - 3);
  });

  test("costs its own price where it does not fail, however much was set aside", async () => {
    const before = await available();
    expect((await ended({ model: "auto", allowFailover: true })).tokens).toEqual({ quoted: 9, charged: 2 });
    expect(await available()).toBe(before - 2);
  });

  test("is followed by two others at most: then the edit fails, and costs nothing", async () => {
    for (const id of ["first", "second", "dear", "jobs"]) next.set(id, [failing("network")]);
    const before = await available();
    expect(await ended({ allowFailover: true })).toMatchObject({
      status: "failed",
      error: { code: "network" },
      tokens: { charged: 0 },
    });
    expect(asked).toEqual(["first", "second", "dear"]);
    expect(await available()).toBe(before);
  });

  test("is followed only by what the person can pay, and is never refused to them for that", async () => {
    const poor = await service.newUser(11);
    const picture = await service.upload(poor, await displayP3Jpeg(200, 200));
    const mask = await circleMask(picture, { x: 100, y: 100, radius: 20 });
    const ask = () => service.request(poor, picture, mask, { model: "auto", allowFailover: true });
    next.set("second", ["hangs", "hangs"]);
    // At the same time: whichever comes second finds less than it counted on.
    const both = await Promise.all([ask(), ask()]);
    expect(both.map(({ tokens }) => tokens.quoted).toSorted((a, b) => a - b)).toEqual([2, 9]);
    await expect(ask()).rejects.toMatchObject({ code: "insufficient_tokens" });
    release.resolve();
    for (const edit of both) expect((await service.waitForEnd(poor, edit)).tokens.charged).toBe(2);
    expect((await getAccount(poor))?.available).toBe(7);
  });

  test("tells nobody but the operator what is wrong with the account", async () => {
    next.set("first", [failing("insufficient_credit")]);
    expect((await ended({ allowFailover: true })).choice).toEqual(
      tookOver("first/paint", "unavailable", "second/paint"),
    );
  });

  test("for the person's own picture or words is not followed", async () => {
    next.set("first", [failing("moderated")]);
    expect(await ended({ allowFailover: true })).toMatchObject({ status: "failed", error: { code: "moderated" } });
    expect(asked).toEqual(["first"]);
  });

  test("goes on with the next one after the worker was stopped, and asks the first one no more", async () => {
    next.set("first", [failing("overloaded")]);
    next.set("second", ["hangs"]);
    const edit = await request({ allowFailover: true });
    await waitFor("the second to be asked", async () => asked.includes("second"));
    await worker.stop();
    worker = await startWorker();
    expect(await service.waitForEnd(user, edit)).toMatchObject({
      status: "succeeded",
      model: "second/paint",
      tokens: { charged: 2 },
    });
    expect(asked).toEqual(["first", "second", "second"]);
  });
});

test("without leave to go on, a model that fails is the end, and no other is asked", async () => {
  next.set("first", [failing("overloaded")]);
  expect(await ended()).toMatchObject({ status: "failed", model: "first/paint", error: { code: "overloaded" } });
  expect(asked).toEqual(["first"]);
});

test("a job is polled, and not submitted again, after the worker was stopped", async () => {
  next.set("jobs", ["hangs"]);
  const edit = await request({ model: "jobs/paint" });
  await waitFor("the job to be submitted", async () => (await attemptsOf(edit))[0]?.provider_job_id === "job 1");
  await worker.stop();
  worker = await startWorker();
  expect((await service.waitForEnd(user, edit)).status).toBe("succeeded");
  expect(asked).toEqual(["jobs", "job 1"]);
  expect(await attemptsOf(edit)).toMatchObject([{ outcome: "succeeded" }]);
});

test("a model that was chosen for the person says why", async () => {
  expect(await ended({ model: "auto" })).toMatchObject({
    model: "second/paint",
    choice: { code: "cheapest", values: { task: "any", count: 4, tokens: 2 } },
  });
});

describe("a provider that keeps failing", () => {
  test("is listed as temporarily unavailable and refused, and is back after it has worked again", async () => {
    next.set("first", Array<Deed>(5).fill(failing("overloaded")));
    for (let time = 0; time < 5; time++) await ended();
    await waitFor("the outage to be listed", async () => !(await listed("first/paint"))?.available);
    expect(await listed("first/paint")).toMatchObject({
      unavailable: { code: "out_of_order", values: {} },
      unavailableReason: expect.stringMatching(/^Temporarily unavailable/),
    });
    expect(await listed("second/paint")).toMatchObject({ available: true, unavailableReason: null });
    await expect(request()).rejects.toMatchObject({ code: "model_unavailable" });
    expect(await ended({ allowFailover: true })).toMatchObject({
      model: "second/paint",
      choice: { code: "stands_in", values: { failed: "first/paint", model: "second/paint", tokens: 2 } },
      tokens: { quoted: 9, charged: 2 },
    });

    await pauseEnds();
    await waitFor("another try to be allowed", async () => (await listed("first/paint"))?.available);
    expect((await ended()).status).toBe("succeeded");
    expect((await ended()).status).toBe("succeeded");
  });

  test("fails what was asked before at once, without being asked, or is passed over where that is allowed", async () => {
    next.set("first", ["hangs"]);
    const holding = await request();
    await waitFor("the first to be asked", async () => asked.length > 0);
    const [waiting, willing] = [await request(), await request({ allowFailover: true })];
    await database().query(
      `update private.provider_health set failures = 5, openings = 1, code = 'overloaded', opened_at = clock_timestamp(),
         open_until = clock_timestamp() + interval '1 minute' where subject = 'first'`,
    );
    expect(await service.waitForEnd(user, waiting)).toMatchObject({ status: "failed", error: { code: "overloaded" } });
    expect(await service.waitForEnd(user, willing)).toMatchObject({ status: "succeeded", model: "second/paint" });
    release.resolve();
    expect((await service.waitForEnd(user, holding)).status).toBe("succeeded");
    expect(asked).toEqual(["first", "second"]);
  });

  test("because it refuses our account alerts the operator once, and the person pays nothing", async () => {
    const alerts = vi.spyOn(log, "error");
    const before = await available();
    next.set("first", [failing("invalid_key")]);
    const both = [await request(), await request()];
    for (const edit of both) {
      expect(await service.waitForEnd(user, edit)).toMatchObject({
        status: "failed",
        error: { code: "invalid_key", message: expect.stringContaining("temporarily unavailable") },
      });
    }
    expect(alerts.mock.calls.map(([facts]) => facts)).toContainEqual(ALERT);
    expect(alerts.mock.calls.filter(([facts]) => Object.hasOwn(facts as object, "alert"))).toHaveLength(1);
    alerts.mockRestore();
    expect(await available()).toBe(before);
  });
});

const ALERT = { alert: "provider_account", provider: "first", code: "invalid_key", retryAfterSeconds: 300 };

describe("a provider with one call at a time", () => {
  test("lets the second edit wait, which a cancellation ends at once", async () => {
    next.set("first", ["hangs"]);
    const [holding, waiting] = [await request(), await request()];
    await waitFor("the second to wait", async () => {
      const stages = await Promise.all([holding, waiting].map(async ({ id }) => (await getEdit(user, id))?.stage));
      return stages.toSorted().join() === "painting,waiting";
    });
    const edits = await Promise.all([holding, waiting].map(({ id }) => getEdit(user, id)));
    const [running, patient] = edits.toSorted((a, b) => String(a?.stage).localeCompare(String(b?.stage))) as [
      Edit,
      Edit,
    ];
    await cancelEdit(user, patient.id);
    expect((await service.waitForEnd(user, patient)).status).toBe("cancelled");
    release.resolve();
    expect((await service.waitForEnd(user, running)).status).toBe("succeeded");
    expect(asked).toEqual(["first"]);
  });

  test("that is asked too often is asked again after the pause it wants, and the edit is paid once", async () => {
    next.set("first", [failing("provider_rate_limited", 1)]);
    const before = await available();
    const edit = await ended();
    expect(edit).toMatchObject({ status: "succeeded", tokens: { charged: 3 } });
    expect(await attemptsOf(edit)).toMatchObject([{ error_code: "provider_rate_limited" }, { outcome: "succeeded" }]);
    expect(await available()).toBe(before - 3);
  });
});

test("an edit that waits for a provider lets others have the memory, however large its picture", async () => {
  await worker.stop();
  next.set("first", ["hangs"]);
  const [patient, other] = [await request(), await request({ model: "second/paint" })];
  // Each of them needs all there is.
  const context: WorkerContext = {
    stopping: new AbortController().signal,
    withPixels: createPixelBudget(image.width * image.height),
    leases: new Map(),
  };
  const running = runEdit(patient.id, context);
  await waitFor("the first to be asked", async () => asked.includes("first"));
  await runEdit(other.id, context);
  expect((await getEdit(user, other.id))?.status).toBe("succeeded");
  release.resolve();
  await running;
  expect((await getEdit(user, patient.id))?.status).toBe("succeeded");
  worker = await startWorker();
});

test("after all of this the ledger audits clean, and no slot is held", async () => {
  expect(await service.auditLedger()).toEqual([]);
  expect(
    (await database().query("select from private.provider_slots where released_at is null and granted_at is not null"))
      .rowCount,
  ).toBe(0);
});
