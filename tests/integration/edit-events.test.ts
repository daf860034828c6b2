import { afterAll, beforeAll, expect, test } from "vitest";
import { editEvents } from "#lib/server/edit-events.ts";
import { cancelEdit } from "#lib/server/store/edits.ts";
import { circleMask } from "#tests/fixtures/masks.ts";
import { displayP3Jpeg } from "#tests/fixtures/pictures.ts";
import { createMisbehavingProvider } from "#tests/sandbox/misbehaving-provider.ts";
import { readEvents } from "./read-events.ts";
import { type Service, startService } from "./service.ts";

let service: Service;

beforeAll(async () => {
  service = await startService([createMisbehavingProvider]);
});
afterAll(() => service.stop());

async function place(model: string) {
  const user = await service.newUser(10);
  const image = await service.upload(user, await displayP3Jpeg(400, 300));
  const edit = await service.request(user, image, await circleMask(image, { x: 200, y: 150, radius: 40 }), { model });
  return { user, edit };
}

test("whoever follows an edit sees it advance through its stages to its end, and never go back", async () => {
  const { user, edit } = await place("stand-in/noise");
  const told = await readEvents(editEvents(user, edit, null, new AbortController().signal));
  const fractions = told.map(({ edit: { progress } }) => progress);
  expect(told.length).toBeGreaterThanOrEqual(3);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
  expect(told.at(-1)).toMatchObject({ event: "done", edit: { status: "succeeded", progress: 1 } });
  expect(told.slice(0, -1).map(({ event }) => event)).not.toContain("done");
});

test("who comes back after the end, or in the middle, is told the present state and nothing twice", async () => {
  const { user, edit } = await place("stand-in/noise");
  const ended = await service.waitForEnd(user, edit);
  const late = await readEvents(editEvents(user, ended, null, new AbortController().signal));
  expect(late.map(({ event }) => event)).toEqual(["done"]);
  const again = await readEvents(editEvents(user, ended, late[0]?.id as string, new AbortController().signal));
  expect(again).toEqual([]);
});

test.each(["hangs", "deaf"])("cancelling an edit whose model %s is told at once", async (fault) => {
  const { user, edit } = await place(`stand-in/${fault}`);
  const told = await readEvents(editEvents(user, edit, null, new AbortController().signal), ({ edit: now }) => {
    if (now.stage === "painting") void cancelEdit(user, edit.id);
  });
  expect(told.at(-1)).toMatchObject({ event: "done", edit: { status: "cancelled", tokens: { charged: 0 } } });
});

test("closing the stream cancels nothing", async () => {
  const { user, edit } = await place("stand-in/noise");
  const closed = new AbortController();
  const reader = editEvents(user, edit, null, closed.signal).getReader();
  await reader.read();
  closed.abort();
  await reader.cancel();
  expect((await service.waitForEnd(user, edit)).status).toBe("succeeded");
});
