import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetMasks } from "#lib/client/mask-engine/storage/forget-masks.ts";
import { MaskDatabase } from "#lib/client/mask-engine/storage/mask-database.ts";
import type { Brush } from "#lib/domain/mask-engine/operation.ts";
import { killWorker, type StartedSession, startSession } from "./start-session.ts";

const IMAGE = { width: 700, height: 500 };
const SOFT: Brush = { mode: "add", radius: 30, hardness: 0.3, opacity: 0.7 };

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("IDBKeyRange", IDBKeyRange);
  // Without locks everyone is let through: a worker of this process that is as good as killed would keep its own.
  vi.stubGlobal("navigator", {});
});
afterEach(() => vi.unstubAllGlobals());
afterAll(killWorker);

test("a photo opened again has the same layers and marks, and the undo and redo it had", async () => {
  const first = await opened();
  first.session.beginStroke(SOFT, { x: 100, y: 100 });
  first.session.extendStroke([{ x: 300, y: 250 }]);
  first.session.commitStroke();
  first.session.changeLayers({ kind: "add", id: "sky", meta: { name: "Sky", prompt: "clouds" } });
  first.session.apply({ kind: "ellipse", mode: "add", rect: { x: 400, y: 200, width: 90, height: 40 } });
  first.session.apply({ kind: "clear" });
  first.session.undo();
  const before = [await bytesOf(first), await bytesOf(first, ["first"])];
  await saved(4, 3);
  const again = await opened();
  await vi.waitFor(() => expect(again.state()?.layers).toHaveLength(2));
  expect(again.state()).toMatchObject({ active: "sky", canUndo: true, canRedo: true });
  expect(again.state()?.layers[1]?.meta).toEqual({ name: "Sky", prompt: "clouds" });
  expect([await bytesOf(again), await bytesOf(again, ["first"])]).toEqual(before);
  again.session.redo();
  await vi.waitFor(() => expect(again.state()?.pixels).toBe(0));
  for (let step = 0; step < 4; step++) again.session.undo();
  await vi.waitFor(() => expect(again.state()).toMatchObject({ canUndo: false, pixels: 0, layers: [{ id: "first" }] }));
  expect(again.notices).toEqual([]);
});

test.each(["add", "subtract"] as const)(
  "a tab killed in the middle of a stroke that should %s opens again with what it had done, as a step that can be undone",
  async (mode) => {
    const first = await opened();
    first.session.apply({ kind: "rectangle", mode: "add", rect: { x: 0, y: 0, width: 410, height: 210 } });
    const begun = await bytesOf(first);
    first.session.beginStroke({ ...SOFT, mode }, { x: 200, y: 200 });
    first.session.extendStroke([
      { x: 400, y: 220.5 },
      { x: 420, y: 333.25 },
    ]);
    const before = await bytesOf(first);
    expect(before).not.toEqual(begun);
    await vi.waitFor(async () => expect((await record())?.stroke?.points).toHaveLength(3));
    const again = await opened();
    await vi.waitFor(() => expect(again.state()?.canUndo).toBe(true));
    expect(await bytesOf(again)).toEqual(before);
    again.session.undo();
    expect(await bytesOf(again)).toEqual(begun);
    await vi.waitFor(() => expect(again.state()).toMatchObject({ pixels: 410 * 210, canUndo: true }));
  },
);

test("masks of other photos and other sizes are not mixed up", async () => {
  const first = await opened("one");
  first.session.apply({ kind: "rectangle", mode: "add", rect: { x: 0, y: 0, width: 50, height: 50 } });
  await saved(1, 1, "one");
  const other = await opened("other");
  expect(await bytesOf(other)).not.toEqual(await bytesOf(await opened("one")));
  expect(other.state()?.pixels).toBe(0);
});

test("a damaged record is dropped and told of, whatever is wrong with it, and painting goes on", async () => {
  const damages: ((broken: Record<string, unknown>) => unknown)[] = [
    () => "nonsense",
    (whole) => ({ ...whole, schema: 2 }),
    (whole) => ({ ...whole, list: { layers: [], active: "first" } }),
    (whole) => ({ ...whole, range: { first: 0, position: 5, end: 1 } }),
    (whole) => ({ ...whole, stroke: { brush: {}, points: [{}] } }),
    (whole) => ({ ...whole, image: { width: 1, height: 1 } }),
  ];
  for (const [number, damage] of damages.entries()) {
    const name = `image ${number}`;
    const first = await opened(name);
    first.session.apply({ kind: "rectangle", mode: "add", rect: { x: 0, y: 0, width: 50, height: 50 } });
    await saved(1, 1, name);
    await put("documents", damage(await record(name)), `${name}/original`);
    const again = await opened(name);
    await vi.waitFor(() => expect(again.notices).toEqual(["damaged"]));
    again.session.apply({ kind: "rectangle", mode: "add", rect: { x: 0, y: 0, width: 10, height: 10 } });
    await vi.waitFor(() => expect(again.state()?.pixels).toBe(100));
    await saved(1, 1, name);
  }
});

test("a damaged tile or step is dropped too", async () => {
  const first = await opened();
  first.session.apply({ kind: "ellipse", mode: "add", rect: { x: 0, y: 0, width: 50, height: 50 } });
  await saved(1, 1);
  await put("steps", { list: 3 }, ["image/original", 0]);
  const again = await opened();
  await vi.waitFor(() => expect(again.state()?.canUndo).toBe(true));
  again.session.undo();
  await vi.waitFor(() => expect(again.notices).toEqual(["history-lost"]));
  expect(again.state()?.pixels).toBeGreaterThan(1900);
  await put("tiles", new Uint8Array(5), ["image/original", "first", 0]);
  const last = await opened();
  await vi.waitFor(() => expect(last.notices).toEqual(["damaged"]));
});

test("when the storage is full, the mask and its undo go on in memory, and it is said once", async () => {
  const { session, state, notices } = await opened();
  const full = vi.spyOn(globalThis.IDBKeyRange, "bound").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  for (const x of [0, 100, 200]) {
    session.apply({ kind: "rectangle", mode: "add", rect: { x, y: 0, width: 50, height: 50 } });
  }
  await vi.waitFor(() => expect(state()?.pixels).toBe(3 * 2500));
  await vi.waitFor(() => expect(notices).toEqual(["not-saved"]));
  session.undo();
  session.undo();
  await vi.waitFor(() => expect(state()?.pixels).toBe(2500));
  session.redo();
  await vi.waitFor(() => expect(state()?.pixels).toBe(2 * 2500));
  expect(notices).toEqual(["not-saved"]);
  full.mockRestore();
});

test("masks that nobody has worked on for a month are removed with all their tiles and steps", async () => {
  const first = await opened();
  first.session.apply({ kind: "rectangle", mode: "add", rect: { x: 0, y: 0, width: 50, height: 50 } });
  await saved(1, 1);
  const database = await MaskDatabase.open();
  await database.prune(Date.now() + 29 * 24 * 3600 * 1000);
  expect(await database.load("image/original")).not.toBeNull();
  await database.prune(Date.now() + 31 * 24 * 3600 * 1000);
  expect(await database.load("image/original")).toBeNull();
  expect(await database.step("image/original", 0)).toBeUndefined();
});

test("the masks of a photo that is deleted go, and those of all when one signs out", async () => {
  const database = await MaskDatabase.open();
  const marked = async (name: string) => {
    const { session } = await opened(name);
    session.apply({ kind: "rectangle", mode: "add", rect: { x: 0, y: 0, width: 50, height: 50 } });
    await saved(1, 1, name);
  };
  for (const name of ["one", "one more", "other"]) await marked(name);
  const kept = () =>
    Promise.all(["one", "one more", "other"].map(async (name) => (await database.load(`${name}/original`)) !== null));
  await forgetMasks("one");
  expect(await kept()).toEqual([false, true, true]);
  expect(await database.step("one/original", 0)).toBeUndefined();
  await forgetMasks(null);
  expect(await kept()).toEqual([false, false, false]);
  expect(await database.step("other/original", 0)).toBeUndefined();
});

async function opened(imageId = "image"): Promise<StartedSession> {
  const started = await startSession(imageId);
  started.session.open("original", IMAGE);
  return started;
}

async function bytesOf({ session }: StartedSession, layers?: readonly string[]): Promise<string> {
  return Buffer.from(await (await session.encode(layers)).arrayBuffer()).toString("hex");
}

/** Until so many steps are written, so many of them done. */
async function saved(steps: number, done: number, imageId = "image"): Promise<void> {
  await vi.waitFor(async () => expect((await record(imageId))?.range).toMatchObject({ position: done, end: steps }));
}

// biome-ignore lint/suspicious/noExplicitAny: as found, of whatever shape
async function record(imageId = "image"): Promise<any> {
  return (await (await MaskDatabase.open()).load(`${imageId}/original`))?.document;
}

function put(store: string, value: unknown, key: IDBValidKey): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("repaint-masks");
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(store, "readwrite");
      transaction.objectStore(store).put(value, key);
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
    };
  });
}
