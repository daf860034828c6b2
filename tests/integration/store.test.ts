import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { tokenEntry } from "#lib/contracts/account.ts";
import { edit as editContract } from "#lib/contracts/edit.ts";
import { image as imageContract, imageWithEdits } from "#lib/contracts/image.ts";
import { adminAdjust, clawBack, credit } from "#lib/server/ledger.ts";
import { getAccount, listEntries, openAccount } from "#lib/server/store/accounts.ts";
import {
  completeEdit,
  failEdit,
  finishAttempt,
  handBackEdit,
  heartbeatEdit,
  noteAttemptJob,
  reportProgress,
  startAttempt,
  startEdit,
  sweepEdits,
} from "#lib/server/store/edit-runs.ts";
import { cancelEdit, createEdit, findPatch, getEdit, getVersion, type NewEdit } from "#lib/server/store/edits.ts";
import {
  createImage,
  deleteImage,
  enqueueIngest,
  findImage,
  finishImage,
  getImage,
  getIncomingImage,
  listImages,
  refuseImage,
  renameImage,
  sweepImages,
  takeImageOutcome,
} from "#lib/server/store/images.ts";
import { freshDatabase } from "./database.ts";
import { brokenRules, FACTS, givenUser, result } from "./given.ts";

const db = freshDatabase();

async function givenReady(user: string, name = "photo.jpg"): Promise<string> {
  const id = randomUUID();
  await createImage(user, { id, name, format: "jpeg", bytes: 100 });
  await finishImage(id, FACTS);
  return id;
}

const newEdit = (imageId: string, changes: Partial<NewEdit> = {}): NewEdit => ({
  id: randomUUID(),
  imageId,
  parentEditId: null,
  operation: "erase",
  model: "local/migan",
  prompt: "",
  options: {},
  window: { x: 0, y: 0, width: 512, height: 512 },
  spreadPixels: 12,
  ...changes,
});
const terms = (tokens: number) => ({ tokens, idempotencyKey: randomUUID(), requestHash: "hash", maxRunning: 5 });

describe("images", () => {
  test("come in, are made ready and are read as the API promises", async () => {
    const user = await givenUser(db);
    const id = randomUUID();
    await createImage(user, { id, name: "a.png", format: "png", bytes: 5 });
    expect(await enqueueIngest(user, id)).toBe(true);
    expect(await takeImageOutcome(user, id)).toEqual({ outcome: "incoming" });
    expect(await getIncomingImage(id)).toEqual({ id, userId: user, name: "a.png", format: "png", bytes: 5 });
    expect(await finishImage(id, FACTS)).toBe(true);
    expect(await getIncomingImage(id)).toBeNull();
    const outcome = await takeImageOutcome(user, id);
    if (outcome.outcome !== "ready") throw new Error(outcome.outcome);
    expect(imageContract.parse(outcome.image)).toMatchObject({ id, width: 4000, height: 3000 });
    expect(await findImage(user, id)).toEqual(outcome.image);
    expect((await renameImage(user, id, "b"))?.name).toBe("b");
    expect(imageWithEdits.parse(await getImage(user, id))).toMatchObject({ name: "b", edits: [] });
    expect(await deleteImage(user, id)).toBe(true);
    expect(await deleteImage(user, id)).toBe(false);
    expect(await getImage(user, id)).toBeNull();
    expect(await finishImage(id, FACTS)).toBe(false);
  });

  test("that are refused say why, once", async () => {
    const user = await givenUser(db);
    const id = randomUUID();
    await createImage(user, { id, name: "a.png", format: "png", bytes: 5 });
    expect(await refuseImage(id, "corrupt_image")).toBe(true);
    expect(await takeImageOutcome(user, id)).toEqual({ outcome: "refused", code: "corrupt_image" });
    expect(await takeImageOutcome(user, id)).toEqual({ outcome: "not_found" });
    expect(await sweepImages()).toBe(0);
  });

  test("are listed page by page; a strange cursor is refused", async () => {
    const user = await givenUser(db);
    const ids = [await givenReady(user), await givenReady(user), await givenReady(user)].reverse();
    const first = await listImages(user, undefined, 2);
    expect(first.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const second = await listImages(user, first.nextCursor as string, 2);
    expect(second.items.map(({ id }) => id)).toEqual(ids.slice(2));
    expect(second.nextCursor).toBeNull();
    await expect(listImages(user, "strange", 2)).rejects.toMatchObject({ code: "invalid_request", field: "cursor" });
  });

  test("of another person are not there", async () => {
    const [user, stranger] = [await givenUser(db), await givenUser(db)];
    const id = await givenReady(user);
    expect(await findImage(stranger, id)).toBeNull();
    expect(await getImage(stranger, id)).toBeNull();
    expect(await renameImage(stranger, id, "mine")).toBeNull();
    expect(await deleteImage(stranger, id)).toBe(false);
    expect(await takeImageOutcome(stranger, id)).toEqual({ outcome: "not_found" });
  });
});

describe("edits", () => {
  test("live from request to result as the API promises", async () => {
    const user = await givenUser(db, 10);
    const image = await givenReady(user);
    const request = newEdit(image, { prompt: "a red ball", options: { seed: 7 } });
    const agreed = terms(4);
    const created = await createEdit(user, request, agreed);
    if (created.outcome !== "created") throw new Error(created.outcome);
    expect(editContract.parse(created.edit)).toMatchObject({
      id: request.id,
      status: "queued",
      prompt: "a red ball",
      options: { seed: 7 },
    });
    expect(await createEdit(user, { ...request, id: randomUUID() }, agreed)).toMatchObject({
      outcome: "exists",
      edit: { id: request.id },
    });
    expect(await createEdit(user, request, { ...agreed, requestHash: "other" })).toEqual({
      outcome: "idempotency_conflict",
    });
    expect(await createEdit(user, newEdit(image), terms(7))).toEqual({
      outcome: "insufficient_tokens",
      available: 6,
      needed: 7,
    });

    const worker = randomUUID();
    const run = await startEdit(request.id, worker);
    expect(run).toMatchObject({ userId: user, image: { id: image }, patches: [], attempt: null });
    expect(await startEdit(request.id, randomUUID())).toBeNull();
    expect(await heartbeatEdit(request.id, worker)).toBe("ok");
    expect(await reportProgress(request.id, worker, { stage: "painting", progress: 0.5 })).toBe("ok");
    const attempt = await startAttempt(request.id, worker, { id: "local/migan", repeatable: true });
    if (attempt.outcome !== "started") throw new Error(attempt.outcome);
    await noteAttemptJob(attempt.attemptId, "job");
    await finishAttempt(attempt.attemptId, {
      outcome: "succeeded",
      errorCode: null,
      requestId: null,
      costMicroUsd: null,
      durationMillis: 12.5,
    });
    const done = { ...result({ charge: 3 }), charge: 3 } as Parameters<typeof completeEdit>[2];
    expect(await completeEdit(request.id, worker, done)).toBe("completed");

    const edit = await getEdit(user, request.id);
    expect(editContract.parse(edit)).toEqual(edit);
    expect(edit).toMatchObject({ status: "succeeded", tokens: { quoted: 4, charged: 3 }, outsidePixelsChanged: 0 });
    const patch = await findPatch(user, request.id, edit?.patches[0]?.id ?? null);
    expect(patch).toMatchObject({ editId: request.id, path: done.patches[0]?.path });
    expect(await getVersion(user, image, request.id)).toMatchObject({ outcome: "ok", patches: [patch] });
    expect(await getVersion(user, randomUUID(), null)).toEqual({ outcome: "image_not_found" });
    expect((await getImage(user, image))?.edits).toEqual([edit]);
    expect(await getAccount(user)).toMatchObject({ available: 7, held: 0 });
  });

  test("end as failed, cancelled or handed back when they do not succeed", async () => {
    const user = await givenUser(db, 10);
    const image = await givenReady(user);
    const start = async () => {
      const edit = newEdit(image);
      await createEdit(user, edit, terms(1));
      const worker = randomUUID();
      await startEdit(edit.id, worker);
      return { id: edit.id, worker };
    };
    const failing = await start();
    expect(await failEdit(failing.id, failing.worker, "timeout")).toBe("failed");
    expect((await getEdit(user, failing.id))?.error?.code).toBe("timeout");

    const cancelled = await start();
    expect(await cancelEdit(user, cancelled.id)).toMatchObject({ outcome: "cancelling", edit: { status: "running" } });
    expect(await heartbeatEdit(cancelled.id, cancelled.worker)).toBe("cancel");
    expect(await startAttempt(cancelled.id, cancelled.worker, { id: "local/migan", repeatable: true })).toEqual({
      outcome: "cancel",
    });
    expect(await failEdit(cancelled.id, cancelled.worker, "cancelled")).toBe("cancelled");
    expect(await cancelEdit(user, randomUUID())).toEqual({ outcome: "not_found" });

    const stopped = await start();
    expect(await handBackEdit(stopped.id, stopped.worker)).toBe("requeued");
    expect(await heartbeatEdit(stopped.id, stopped.worker)).toBe("lost");

    const silent = await start();
    await db.query("update public.edits set heartbeat_at = now() - interval '1 hour' where id = $1", [silent.id]);
    expect(await sweepEdits()).toEqual({
      requeued: [silent.id],
      interrupted: [],
      cancelled: [],
      expired: [],
      reenqueued: [],
    });
    expect(await getAccount(user)).toMatchObject({ available: 8, held: 2 });
    expect(await brokenRules(db)).toEqual([]);
  });
});

describe("tokens", () => {
  test("are granted, bought, taken back and corrected, each step told", async () => {
    const user = randomUUID();
    expect(await getAccount(user)).toEqual({
      available: 0,
      held: 0,
      inDebt: false,
      isBlocked: false,
      isFrozen: false,
      role: "user",
    });
    const signup = { tokens: 5, address: "someone@example.com" };
    expect(await openAccount(user, signup)).toBe("created");
    expect(await openAccount(user, signup)).toBe("exists");
    const entry = (amount: number) => ({
      user,
      amount,
      reason: "Test",
      actor: "system",
      reference: "r",
      key: randomUUID(),
    });
    const bought = entry(10);
    expect(await credit("purchase", bought)).toMatchObject({ outcome: "posted", available: 15 });
    expect(await credit("purchase", bought)).toMatchObject({ outcome: "exists", available: 15 });
    expect(await credit("grant", bought)).toEqual({ outcome: "idempotency_conflict" });
    expect(await clawBack("refund", entry(20))).toMatchObject({ outcome: "posted", available: -5 });
    expect(await getAccount(user)).toMatchObject({ inDebt: true });
    expect(await adminAdjust(entry(6))).toMatchObject({ outcome: "posted", available: 1 });
    expect(await adminAdjust(entry(-2))).toEqual({ outcome: "insufficient_tokens", available: 1, needed: 2 });
    expect(await credit("grant", { ...entry(1), user: randomUUID() })).toEqual({ outcome: "no_account" });

    const first = await listEntries(user, undefined, 3);
    expect(first.items.map(({ kind, delta, balance }) => [kind, delta, balance])).toEqual([
      ["adjust", 6, 1],
      ["refund", -20, -5],
      ["purchase", 10, 15],
    ]);
    for (const item of first.items) expect(tokenEntry.parse(item)).toEqual(item);
    const second = await listEntries(user, first.nextCursor as string, 3);
    expect(second).toMatchObject({ items: [{ kind: "grant", reason: "Sign-up tokens" }], nextCursor: null });
    await expect(listEntries(user, "strange", 3)).rejects.toMatchObject({ code: "invalid_request" });
  });
});
