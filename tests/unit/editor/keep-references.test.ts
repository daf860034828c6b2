import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepReferences } from "#components/editor/state/keep-references.ts";
import { createLayerWishesStore, currentWishes, followLayers } from "#components/editor/state/layer-wishes.ts";
import { createMaskStore } from "#components/editor/state/mask-store.ts";
import { createRequestStore } from "#components/editor/state/request-store.ts";
import { fromSaved, toSaved } from "#lib/client/edits/saved-wish.ts";
import { newId } from "#lib/client/new-id.ts";
import { forgetReferences, readReferences, saveReference } from "#lib/client/references/reference-database.ts";

// Unit tests run with the server's React, which has no hooks for icons.
vi.mock("#components/editor/tools/index.ts", () => ({ TOOLS: [{ id: "brush" }] }));

/** Another one in each test: what the one before has still to write is not this one's. */
let photo = "";
const MEGABYTE = 1024 * 1024;
const stops: (() => void)[] = [];

beforeEach(() => {
  photo = newId();
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal("IDBKeyRange", IDBKeyRange);
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.unstubAllGlobals();
});

test("further pictures are there again when the photo is, each with its layer and in the order they were added", async () => {
  const before = open();
  before.request.getState().addReferences([picture("a"), picture("b")]);
  before.activate("sky");
  before.request.setState({ references: [] });
  before.request.getState().addReferences([picture("c")]);
  await kept(3);
  const after = reopen(before);
  await vi.waitFor(() => expect(after.names()).toEqual(["a", "b"]));
  after.activate("sky");
  expect(after.names()).toEqual(["c"]);
  expect(await after.request.getState().references[0]?.file.text()).toBe("pixels of c");
});

test("what was taken away stays away, and what is added before the others are there comes after them", async () => {
  const before = open();
  before.request.getState().addReferences([picture("a"), picture("b")]);
  await kept(2);
  before.request.getState().removeReference(before.request.getState().references[0]?.id ?? "");
  await kept(1);
  const after = reopen(before);
  after.request.getState().addReferences([picture("c")]);
  await vi.waitFor(() => expect(after.names()).toEqual(["b", "c"]));
  await kept(2);
});

test("they go with the photo, and with whoever signs out", async () => {
  const one = { id: "1", file: picture("a"), layers: ["original/first"], addedAtMillis: Date.now() };
  await saveReference({ ...one, imageId: photo });
  await saveReference({ ...one, imageId: "other" });
  await forgetReferences(photo);
  expect(await readReferences(photo)).toEqual([]);
  expect(await readReferences("other")).toHaveLength(1);
  await forgetReferences(null);
  expect(await readReferences("other")).toEqual([]);
});

test("where there is no room for all, those that were added first go", async () => {
  const addedAtMillis = Date.now();
  for (const at of [0, 1, 2]) {
    const file = sized(100);
    await saveReference({ imageId: `photo ${at}`, id: "1", file, layers: [], addedAtMillis: addedAtMillis + at });
  }
  expect(await readReferences("photo 0")).toEqual([]);
  expect(await readReferences("photo 1")).toHaveLength(1);
  expect(await readReferences("photo 2")).toHaveLength(1);
});

test("a browser that keeps nothing keeps them for as long as the page is open", async () => {
  vi.stubGlobal("indexedDB", {
    open: () => {
      throw new DOMException("forbidden", "SecurityError");
    },
  });
  const { request, names } = open();
  request.getState().addReferences([picture("a")]);
  await vi.waitFor(() => expect(names()).toEqual(["a"]));
  await forgetReferences(null);
});

const picture = (name: string) => new File([`pixels of ${name}`], name, { type: "image/png" });

/** Not a real file, which would take as much memory. */
const sized = (megabytes: number) => ({ size: megabytes * MEGABYTE }) as File;

const kept = (count: number) => vi.waitFor(async () => expect(await readReferences(photo)).toHaveLength(count));

function open(wishes: ReturnType<typeof createLayerWishesStore> = createLayerWishesStore()) {
  const maskState = createMaskStore();
  const sources = {
    image: { id: photo },
    mask: { document: "original" },
    maskState,
    request: createRequestStore(),
    layerWishes: wishes,
  };
  maskState.setState({ active: "first" });
  stops.push(followLayers(sources), keepReferences(sources));
  return {
    ...sources,
    activate: (id: string) => maskState.setState({ active: id }),
    names: () => sources.request.getState().references.map(({ file }) => file.name),
  };
}

/** As after a reload: what was set up is read back, without files. */
function reopen(sources: ReturnType<typeof open>) {
  const saved = [...currentWishes(sources)].map(([key, wish]) => [key, toSaved(wish)] as const);
  for (const stop of stops.splice(0)) stop();
  const wishes = createLayerWishesStore();
  wishes.setState({ wishes: new Map(saved.map(([key, wish]) => [key, { ...fromSaved(wish), references: [] }])) });
  return open(wishes);
}
