import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AppearanceChange } from "#lib/contracts/appearance.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Image } from "#lib/contracts/image.ts";
import { changeEdit } from "#lib/server/change-edit.ts";
import { decodeGreyMask } from "#lib/server/codec/untrusted.ts";
import { database } from "#lib/server/database.ts";
import { editEvents } from "#lib/server/edit-events.ts";
import { erasedPath, setErased } from "#lib/server/erased.ts";
import { getObject } from "#lib/server/storage.ts";
import { findPatch, getEdit } from "#lib/server/store/edits.ts";
import { getImage } from "#lib/server/store/images.ts";
import { failReblend, finishReblend, startReblend } from "#lib/server/store/reblends.ts";
import { circleMask } from "#tests/fixtures/masks.ts";
import { displayP3Jpeg, openSamples } from "#tests/fixtures/pictures.ts";
import { makeSamples16 } from "#tests/fixtures/samples.ts";
import { createMisbehavingProvider } from "#tests/sandbox/misbehaving-provider.ts";
import { createWholePictureProvider } from "#tests/sandbox/whole-picture-provider.ts";
import { readEvents } from "./read-events.ts";
import { differences, readSamples } from "./samples-of.ts";
import { type Service, startService } from "./service.ts";
import { waitFor } from "./wait.ts";

/** Results of a model that returns noise everywhere, changed after they were paid for. */
let service: Service;

beforeAll(async () => {
  service = await startService([createMisbehavingProvider, createWholePictureProvider().create]);
});
afterAll(() => service.stop());

const CIRCLE = { x: 200, y: 150, radius: 40 };
const HOME = { x: 0, y: 0 };

interface Given {
  readonly user: string;
  readonly image: Image;
  readonly edit: Edit;
}

async function given(file?: Uint8Array): Promise<Given> {
  const user = await service.newUser(20);
  const image = await service.upload(user, file ?? (await displayP3Jpeg(400, 300)));
  return { user, image, edit: await edited(user, image) };
}

async function edited(user: string, image: Image, parent?: Edit, circle = CIRCLE): Promise<Edit> {
  const mask = await circleMask(image, circle);
  const asked = await service.request(user, image, mask, { model: "stand-in/noise", ...(parent && { parent }) });
  return service.waitForEnd(user, asked);
}

const samples = async ({ user, image }: Given, edit?: Edit) => readSamples(await service.exportPng(user, image, edit));

const change = ({ user, edit }: Given, appearance: AppearanceChange) => changeEdit(user, edit.id, { appearance });

/** The edit when nothing is to be blended any more, as those who follow it are told. */
async function settled(user: string, edit: Edit): Promise<Edit> {
  const told = await readEvents(editEvents(user, edit, null, new AbortController().signal));
  return told.at(-1)?.edit as Edit;
}

const erase = async (of: Given, circle = CIRCLE) =>
  settled(of.user, await setErased(of.user, of.edit.id, await circleMask(of.image, circle)));

describe("a result that", () => {
  test("is hidden, or faded to nothing, leaves the original's own samples; shown again it is as it was", async () => {
    const all = await given();
    const [original, before] = [await samples(all), await samples(all, all.edit)];
    expect(await change(all, { visible: false })).toMatchObject({ appearance: { visible: false, reblending: false } });
    expect(await samples(all, all.edit)).toEqual(original);
    await change(all, { visible: true, opacity: 0 });
    expect(await samples(all, all.edit)).toEqual(original);
    await change(all, { opacity: 0.5 });
    const half = await samples(all, all.edit);
    expect(half).not.toEqual(original);
    expect(half).not.toEqual(before);
    await change(all, { opacity: 1 });
    expect(await samples(all, all.edit)).toEqual(before);
  });

  test("was hidden is not what later edits are built on", async () => {
    const all = await given();
    await change(all, { visible: false });
    const later = await edited(all.user, all.image, all.edit, { x: 330, y: 80, radius: 20 });
    const changed = differences(await samples(all), await samples(all, later), HOME);
    expect(changed.length).toBeGreaterThan(500);
    expect(changed.every(({ x }) => x > 280)).toBe(true);
  });

  test("gets another edge and other colours changes nothing beyond what it declares, and is charged once", async () => {
    const all = await given();
    const wanted = await change(all, { feather: 24, colourMatch: 0 });
    expect(wanted).toMatchObject({ appearance: { feather: 24, colourMatch: 0, reblending: true } });
    const after = await settled(all.user, wanted);
    expect(after).toMatchObject({
      status: "succeeded",
      outsidePixelsChanged: 0,
      tokens: all.edit.tokens,
      appearance: { reblending: false, problem: null },
    });
    expect(after.spreadPixels).toBe(all.edit.spreadPixels - (after.appearance?.plannedFeather as number) + 24);
    expect(after.patches[0]?.id).not.toBe(all.edit.patches[0]?.id);
    const changed = differences(await samples(all), await samples(all, after), HOME);
    const farthest = Math.max(...changed.map(({ x, y }) => Math.hypot(x - CIRCLE.x, y - CIRCLE.y)));
    expect(farthest).toBeLessThanOrEqual(CIRCLE.radius + after.spreadPixels);
    expect(farthest).toBeGreaterThan(CIRCLE.radius + all.edit.spreadPixels);
    const { rows } = await database().query("select from private.edit_attempts where edit_id = $1", [all.edit.id]);
    expect(rows).toHaveLength(1);
    expect(await service.auditLedger()).toEqual([]);
  });

  test("has gone through other edges and colours comes back sample for sample, in 16 bits with transparency too", async () => {
    const file = await openSamples(makeSamples16(400, 300, 4))
      .toColourspace("rgb16")
      .png()
      .toBuffer();
    const all = await given(file);
    const before = await samples(all, all.edit);
    await settled(all.user, await change(all, { feather: 0, colourMatch: 0.3 }));
    expect(await samples(all, all.edit)).not.toEqual(before);
    await settled(all.user, await change(all, { feather: null, colourMatch: 1 }));
    expect(await samples(all, all.edit)).toEqual(before);
  });

  test("is erased gives the original back there exactly, and comes back when that is taken back", async () => {
    const all = await given();
    const [original, before] = [await samples(all), await samples(all, all.edit)];
    const left = await erase(all, { ...CIRCLE, x: CIRCLE.x - 50, radius: 40 });
    expect(left.appearance).toMatchObject({ erased: true });
    const changed = differences(original, await samples(all, all.edit), HOME);
    expect(changed.every(({ x, y }) => Math.hypot(x - CIRCLE.x + 50, y - CIRCLE.y) > 40)).toBe(true);
    const stored = await decodeGreyMask(
      await getObject(await erasedPath(all.user, all.edit.id)),
      all.edit.window as never,
    );
    expect(stored.data.some((value) => value === 255)).toBe(true);

    await erase(all, { ...CIRCLE, radius: 90 });
    expect(await samples(all, all.edit)).toEqual(original);
    await settled(all.user, await setErased(all.user, all.edit.id, null));
    expect(await samples(all, all.edit)).toEqual(before);
    await expect(erasedPath(all.user, all.edit.id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("was made before anything painted was kept can be faded and erased, but not blended", async () => {
    const all = await given();
    await database().query("update public.appearances set painted = null where edit_id = $1", [all.edit.id]);
    const before = await samples(all, all.edit);
    await expect(change(all, { feather: 3 })).rejects.toMatchObject({ code: "edit_not_reblendable" });
    await erase(all, { ...CIRCLE, radius: 20 });
    const after = await erase(all, { ...CIRCLE, radius: 90 });
    expect(await samples(all, after)).toEqual(await samples(all));
    const back = await settled(all.user, await setErased(all.user, all.edit.id, null));
    expect(await samples(all, back)).toEqual(before);
    expect(back.spreadPixels).toBe(all.edit.spreadPixels);
  });
});

test("a result that covers the whole picture is erased back where one likes, and has no edge to blend", async () => {
  const user = await service.newUser(20);
  const image = await service.upload(user, await displayP3Jpeg(400, 300));
  const asked = await service.request(user, image, null, {
    model: "whole/paint",
    operation: "restyle",
    prompt: "noise",
  });
  const all = { user, image, edit: await service.waitForEnd(user, asked) };
  expect(all.edit.appearance).toMatchObject({ reblendable: false });
  await expect(change(all, { colourMatch: 0 })).rejects.toMatchObject({ code: "edit_not_reblendable" });
  await erase(all);
  const changed = differences(await samples(all), await samples(all, all.edit), HOME);
  expect(changed.every(({ x, y }) => Math.hypot(x - CIRCLE.x, y - CIRCLE.y) > CIRCLE.radius)).toBe(true);
  expect(changed.length).toBeGreaterThan(100_000);
});

describe("changes", () => {
  test("that come fast end as the last of them, whoever's", async () => {
    const all = await given();
    const features = [1, 9, 4, 12, 2];
    const answers = await Promise.all(features.map((feather) => change(all, { feather })));
    const last = answers.toSorted((a, b) => (a.appearance?.revision ?? 0) - (b.appearance?.revision ?? 0)).at(-1);
    const after = await settled(all.user, last as Edit);
    const planned = after.appearance?.plannedFeather as number;
    expect(after.appearance?.feather).toBe(last?.appearance?.feather);
    expect(after.spreadPixels - (after.appearance?.feather as number)).toBe(all.edit.spreadPixels - planned);
  });

  test("to what is another's, not finished, or came to nothing are refused by name", async () => {
    const all = await given();
    const stranger = await service.newUser(0);
    await expect(changeEdit(stranger, all.edit.id, { appearance: { visible: false } })).rejects.toMatchObject({
      code: "not_found",
    });
    const mask = await circleMask(all.image, CIRCLE);
    await expect(setErased(stranger, all.edit.id, mask)).rejects.toMatchObject({ code: "not_found" });
    await expect(changeEdit(stranger, all.edit.id, { discarded: true })).rejects.toMatchObject({ code: "not_found" });
    const running = await service.request(all.user, all.image, mask, { model: "stand-in/hangs" });
    for (const body of [{ discarded: true }, { appearance: { opacity: 1 } }]) {
      await expect(changeEdit(all.user, running.id, body)).rejects.toMatchObject({ code: "edit_not_finished" });
    }
    const asked = await service.request(all.user, all.image, mask, { model: "stand-in/nothing" });
    const failed = await service.waitForEnd(all.user, asked);
    await expect(changeEdit(all.user, failed.id, { appearance: { opacity: 1 } })).rejects.toMatchObject({
      code: "edit_not_changeable",
    });
  });
});

/** Whoever is in the middle of it when it dies: its part of the conversation with the database, and then nothing. */
test("a worker that dies while it blends leaves the patch as it is, and another one goes on", async () => {
  const all = await given();
  const { user, edit } = all;
  // As if the job had been taken by a worker elsewhere.
  await database().query(
    `update public.appearances set feather = 11, revision = 1, wanted = 1, beat_at = clock_timestamp() where edit_id = $1`,
    [edit.id],
  );
  const dead = await startReblend(edit.id);
  expect(await getEdit(user, edit.id)).toMatchObject({ patches: edit.patches, appearance: { reblending: true } });
  await database().query("update public.appearances set beat_at = now() - interval '1 minute' where edit_id = $1", [
    edit.id,
  ]);
  await database().query("select private.sweep_appearances()");
  const after = await settled(user, (await getEdit(user, edit.id)) as Edit);
  expect(after.patches[0]?.id).not.toBe(edit.patches[0]?.id);

  // It was only slow, and comes too late.
  const late = { x: 0, y: 0, width: 1, height: 1, path: "nowhere.png", bytes: 1 };
  const result = { patch: late, spreadPixels: 0, outsidePixelsChanged: 0 };
  expect(await finishReblend(edit.id, dead?.wanted as number, result)).toBe("superseded");
  await failReblend(edit.id, dead?.wanted as number, "internal");
  expect(await getEdit(user, edit.id)).toEqual(after);
  await change(all, { feather: 5 });
  await expect(
    finishReblend(edit.id, (await startReblend(edit.id))?.wanted ?? -1, { ...result, outsidePixelsChanged: 1 }),
  ).rejects.toThrow(/pixels outside/);
});

describe("discarding", () => {
  const listed = async ({ user, image }: Given) => (await getImage(user, image.id))?.edits.map(({ id }) => id);

  test("hides an edit until it is taken back, and waits for the edits built on it", async () => {
    const all = await given();
    const child = await edited(all.user, all.image, all.edit);
    const discard = (edit: Edit, discarded: boolean) => changeEdit(all.user, edit.id, { discarded });
    await expect(discard(all.edit, true)).rejects.toMatchObject({ code: "edit_in_use" });
    expect((await discard(child, true)).discardedAt).not.toBeNull();
    await discard(all.edit, true);
    expect(await listed(all)).toEqual([]);
    await expect(samples(all, all.edit)).rejects.toMatchObject({ code: "not_found" });
    await expect(edited(all.user, all.image, all.edit)).rejects.toMatchObject({ code: "not_found" });
    await expect(change(all, { visible: false })).rejects.toMatchObject({ code: "edit_not_changeable" });
    // With what it was made on.
    expect((await discard(child, false)).discardedAt).toBeNull();
    expect(await listed(all)).toEqual([all.edit.id, child.id]);
  });

  test("a day later the files are gone, and the edit with what it cost stays", async () => {
    const all = await given();
    const path = (await findPatch(all.user, all.edit.id, null))?.path as string;
    await changeEdit(all.user, all.edit.id, { discarded: true });
    await database().query("select private.sweep_appearances()");
    expect(await getObject(path)).not.toHaveLength(0);
    await database().query(
      "update public.appearances set discarded_at = now() - interval '25 hours' where edit_id = $1",
      [all.edit.id],
    );
    await database().query("select private.sweep_appearances()");
    await waitFor("the files to go", () =>
      getObject(path).then(
        () => false,
        ({ code }) => code === "not_found",
      ),
    );
    expect(await getEdit(all.user, all.edit.id)).toMatchObject({ tokens: { charged: 2 }, patches: [] });
    await expect(changeEdit(all.user, all.edit.id, { discarded: false })).rejects.toMatchObject({
      code: "edit_removed",
    });
    expect(await service.auditLedger()).toEqual([]);
  });
});
