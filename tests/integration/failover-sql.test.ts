import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "./database.ts";
import { type Answer, balance, brokenRules, givenImage, givenUser, result } from "./given.ts";

const db = freshDatabase();
let user: string;
let image: string;

beforeAll(async () => {
  user = await givenUser(db, 100);
  image = await givenImage(db, user);
});

const CHEAPEST = { code: "cheapest", values: { task: "any", count: 3, tokens: 5 } };
const CANDIDATES = [
  { model: "recraft/inpaint", tokens: 4 },
  { model: "local/migan", tokens: 1 },
];

const request = (more: Record<string, unknown> = {}, key: string | null = null) =>
  db.call<Answer>(
    "create_chosen_edit",
    user,
    {
      imageId: image,
      operation: "inpaint",
      model: "stability/inpaint",
      choice: CHEAPEST,
      candidates: CANDIDATES,
      ...more,
    },
    5,
    key,
    "hash",
    20,
  );

async function running(more: Record<string, unknown> = {}) {
  const { edit } = await request(more);
  const worker = randomUUID();
  await db.call("start_edit", edit.id, worker);
  return { edit: edit.id, worker };
}

describe("an edit whose model was chosen", () => {
  test("tells why, and keeps what may do it should the model fail", async () => {
    const { outcome, edit } = await request();
    expect({ outcome, choice: edit.choice }).toEqual({
      outcome: "created",
      choice: CHEAPEST,
    });
    expect(await db.call("get_edit", user, edit.id)).toMatchObject({ choice: edit.choice, model: "stability/inpaint" });
    expect(await db.call("candidates_of", edit.id)).toEqual(CANDIDATES);
  });

  test("is the same for the same request, with its reason", async () => {
    const first = await request({}, "once");
    expect(await request({ choice: { ...CHEAPEST, code: "only_one" } }, "once")).toMatchObject({
      outcome: "exists",
      edit: { id: first.edit.id, choice: first.edit.choice },
    });
  });

  test("needs neither reason nor candidates", async () => {
    const { edit } = await request({ choice: null, candidates: null });
    expect(edit.choice).toBeNull();
    expect(await db.call("candidates_of", edit.id)).toEqual([]);
  });

  test("is not placed with a candidate that costs more than is held", async () => {
    await expect(request({ candidates: [{ model: "openai/image", tokens: 6 }] })).rejects.toThrow(/costs more/);
  });
});

describe("a run that goes on with another model", () => {
  test("changes the edit's model and reason, and is charged what that model costs", async () => {
    const before = await balance(db, user);
    const { edit, worker } = await running();
    const why = { code: "took_over", values: { failed: "stability/inpaint", why: "overloaded" } };
    expect(await db.call("switch_model", edit, worker, "recraft/inpaint", why)).toEqual({ outcome: "ok" });
    const done = await db.call<Answer>("complete_edit", edit, worker, result({ charge: 4 }));
    expect(done.edit).toMatchObject({ model: "recraft/inpaint", choice: why, tokens_quoted: 5, tokens_charged: 4 });
    expect((await balance(db, user)).available).toBe(before.available - 4);
    expect(await brokenRules(db)).toEqual([]);
  });

  test("hears that the person cancelled, or that another run has the edit", async () => {
    const { edit, worker } = await running();
    expect(await db.call("switch_model", edit, randomUUID(), "local/migan", CHEAPEST)).toEqual({ outcome: "lost" });
    await db.call("cancel_edit", user, edit);
    expect(await db.call("switch_model", edit, worker, "local/migan", CHEAPEST)).toEqual({ outcome: "cancel" });
  });
});

describe("a run that ended in the middle", () => {
  interface Attempt {
    readonly model?: string;
    readonly job?: string;
    readonly outcome?: "succeeded" | "failed";
    readonly code?: string;
  }
  async function handedBack({ model = "stability/inpaint", job, outcome, code }: Attempt) {
    const { edit, worker } = await running();
    const attempt = (await db.call<{ attempt_id: string }>("start_attempt", edit, worker, model, false)).attempt_id;
    if (job) await db.call("note_attempt_job", attempt, job);
    if (outcome) await db.call("finish_attempt", attempt, outcome, code ?? null, null, null, 10);
    const answer = await db.call("hand_back_edit", edit, worker);
    const row = await db.call<{ status: string; error_code: string | null }>("get_edit", user, edit);
    if (row.status === "queued") await db.call("cancel_edit", user, edit);
    return { outcome: answer.outcome, code: row.error_code };
  }

  test.each<[string, Attempt]>([
    ["has a job that the provider still works on", { job: "job-1" }],
    ["has a job whose result was not stored", { job: "job-1", outcome: "succeeded" }],
    ["was refused for being one too many", { outcome: "failed", code: "provider_rate_limited" }],
    [
      "had given up a model for the one that is the edit's now",
      { model: "recraft/inpaint", outcome: "failed", code: "timeout" },
    ],
  ])("goes on in another run where it %s", async (_, attempt) => {
    expect(await handedBack(attempt)).toEqual({ outcome: "requeued", code: null });
  });

  test.each<[string, Attempt, string]>([
    ["is sent a second time", {}, "interrupted"],
    ["is paid a second time for a result that was lost", { outcome: "succeeded" }, "interrupted"],
    ["is asked again after it failed", { outcome: "failed", code: "timeout" }, "timeout"],
    [
      "is given a second job after the first one failed",
      { job: "job-1", outcome: "failed", code: "overloaded" },
      "overloaded",
    ],
  ])("ends, so that no provider %s", async (_, attempt, code) => {
    expect(await handedBack(attempt)).toEqual({ outcome: "interrupted", code });
    expect(await brokenRules(db)).toEqual([]);
  });
});

test("deleting the image deletes the candidates with the edits", async () => {
  await db.call("delete_image", user, image);
  expect(await db.query("select from private.edit_candidates")).toEqual([]);
  expect(await brokenRules(db)).toEqual([]);
});
