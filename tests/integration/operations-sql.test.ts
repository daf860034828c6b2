import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { freshDatabase } from "./database.ts";
import { balance, brokenRules, givenImage, givenRun, givenSucceeded, givenUser, result } from "./given.ts";

const db = freshDatabase();

async function given(tokens = 100) {
  const user = await givenUser(db, tokens);
  return { user, image: await givenImage(db, user) };
}

const REPLACED = {
  width: 4100,
  height: 3000,
  hasAlpha: false,
  placed: { x: 100, y: 0, scale: 1 },
  tiles: { size: 1024, levels: 4 },
};
const replacing = () =>
  result({
    patches: [{ x: 0, y: 0, width: 4100, height: 3000, mode: "replace", path: `${randomUUID()}.png`, bytes: 9 }],
    replaced: REPLACED,
  });

test("what is asked beside the mask is kept with the edit and handed to its worker", async () => {
  const { user, image } = await given();
  const expand = { left: 100, top: 0, right: 0, bottom: 0 };
  const edit = {
    imageId: image,
    operation: "outpaint",
    model: "local/extend",
    expand,
    scale: 2,
    hasMask: false,
    referenceCount: 3,
  };
  const created = await db.call<{ edit: { id: string } }>("create_edit", user, edit, 1, null, "hash", 10);
  const asked = { expand, scale: 2, has_mask: false, reference_count: 3 };
  expect(created.edit).toMatchObject(asked);
  const started = await db.call<{ edit: object }>("start_edit", created.edit.id, randomUUID());
  expect(started.edit).toMatchObject(asked);
});

test("an edit that says nothing of them has a mask and nothing else, as all did before", async () => {
  const { user, image } = await given();
  const { edit } = await givenRun(db, user, image);
  expect(await db.call("get_edit", user, edit)).toMatchObject({
    expand: null,
    scale: null,
    has_mask: true,
    reference_count: 0,
    replaced: null,
    preview: null,
    moderation: null,
  });
});

test("a version is drawn from the last edit that replaced the picture on", async () => {
  const { user, image } = await given();
  const first = await givenSucceeded(db, user, image);
  const second = await givenRun(db, user, image, { parentEditId: first });
  const done = await db.call("complete_edit", second.edit, second.worker, replacing());
  expect(done).toMatchObject({ outcome: "completed", edit: { replaced: REPLACED } });
  const third = await givenSucceeded(db, user, image, { parentEditId: second.edit });
  const fourth = await givenSucceeded(db, user, image, { parentEditId: third });

  const drawnFor = async (edit: string | null) => {
    const { patches } = await db.call<{ patches: { edit_id: string }[] }>("get_version", user, image, edit);
    return patches.map(({ edit_id }) => edit_id);
  };
  expect(await drawnFor(first)).toEqual([first]);
  expect(await drawnFor(second.edit)).toEqual([second.edit]);
  expect(await drawnFor(fourth)).toEqual([second.edit, third, fourth]);
  expect(await drawnFor(null)).toEqual([]);
});

test("only an edit that succeeded can have replaced the picture", async () => {
  const { user, image } = await given();
  const { edit } = await givenRun(db, user, image);
  const claim = db.query("update public.edits set replaced = '{}' where id = $1", [edit]);
  await expect(claim).rejects.toThrow(/only_success_replaces/);
});

test("why content rules stopped an edit is told with its failure; tokens come back", async () => {
  const { user, image } = await given(10);
  const moderation = { side: "input", category: "violence" };
  const stopped = await givenRun(db, user, image, { tokens: 4 });
  expect(await db.call("fail_edit", stopped.edit, stopped.worker, "moderated", moderation)).toEqual({
    outcome: "failed",
  });
  expect(await db.call("get_edit", user, stopped.edit)).toMatchObject({ error_code: "moderated", moderation });

  const failed = await givenRun(db, user, image, { tokens: 4 });
  await db.call("fail_edit", failed.edit, failed.worker, "timeout");
  expect(await db.call("get_edit", user, failed.edit)).toMatchObject({ error_code: "timeout", moderation: null });
  expect(await balance(db, user)).toEqual({ available: 10, held: 0 });
  expect(await brokenRules(db)).toEqual([]);
});

test("an unfinished result has a new version each time, and is none any more once the run has ended, however", async () => {
  const { user, image } = await given();
  const area = { x: 1, y: 2, width: 3, height: 4 };
  const previewOf = async (edit: string) =>
    (await db.call<{ preview: { version: number } | null }>("get_edit", user, edit)).preview;
  const shown = async () => {
    const run = await givenRun(db, user, image);
    expect(await db.call("report_preview", run.edit, run.worker, area)).toEqual({ outcome: "ok" });
    return run;
  };

  const run = await shown();
  const first = await previewOf(run.edit);
  expect(first).toMatchObject(area);
  await db.call("report_preview", run.edit, run.worker, area);
  expect((await previewOf(run.edit))?.version).toBeGreaterThan(first?.version as number);
  await db.call("complete_edit", run.edit, run.worker, result());

  const failed = await shown();
  await db.call("fail_edit", failed.edit, failed.worker, "timeout");
  const requeued = await shown();
  await db.call("hand_back_edit", requeued.edit, requeued.worker);
  for (const { edit } of [run, failed, requeued]) expect(await previewOf(edit)).toBeNull();
});

test("a run that has lost its edit shows nothing; one whose edit is to be cancelled is told", async () => {
  const { user, image } = await given();
  const { edit, worker } = await givenRun(db, user, image);
  const area = { x: 0, y: 0, width: 1, height: 1 };
  expect(await db.call("report_preview", edit, randomUUID(), area)).toEqual({ outcome: "lost" });
  await db.call("cancel_edit", user, edit);
  expect(await db.call("report_preview", edit, worker, area)).toEqual({ outcome: "cancel" });
});
