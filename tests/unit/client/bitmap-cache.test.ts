import { expect, test, vi } from "vitest";
import { BitmapCache, type BitmapRequest } from "#lib/client/photo/bitmap-cache.ts";

const SIDE = 100;
const PIECE_BYTES = SIDE * SIDE * 4;

test("what is wanted is loaded, in order, not all at once", async () => {
  const { cache, asked, settle } = setUp();
  cache.want(Array.from({ length: 20 }, (_, index) => piece(String(index), asked)));
  expect([...asked.keys()]).toEqual(["0", "1", "2", "3", "4", "5"]);
  await settle("0");
  expect(asked.has("6")).toBe(true);
  expect(cache.get("0")).toBeDefined();
});

test("what is no longer wanted is not loaded to its end", () => {
  const { cache, asked } = setUp();
  cache.want([piece("a", asked)]);
  cache.want([piece("b", asked)]);
  expect(asked.get("a")?.signal.aborted).toBe(true);
  expect(asked.get("b")?.signal.aborted).toBe(false);
});

test("beyond the budget the piece not used for longest goes, never one that is wanted", async () => {
  const { cache, asked, settle, closed } = setUp(3);
  for (const key of ["a", "b", "c"]) {
    cache.want([piece(key, asked)]);
    await settle(key);
  }
  cache.get("a");
  cache.want([piece("c", asked), piece("d", asked)]);
  await settle("d");
  expect(cache.get("b")).toBeUndefined();
  expect([cache.get("a"), cache.get("c"), cache.get("d")].every(Boolean)).toBe(true);
  expect(closed()).toBe(1);
});

test("a piece that cannot be loaded is told, and tried again only when asked", async () => {
  const { cache, asked, settle } = setUp();
  cache.want([piece("a", asked)]);
  await settle("a", new Error("gone"));
  expect(cache.isIncomplete).toBe(true);
  asked.clear();
  cache.want([piece("a", asked)]);
  expect(asked.size).toBe(0);
  cache.retry();
  await settle("a");
  expect(cache.isIncomplete).toBe(false);
});

test("closing lets go of everything", async () => {
  const { cache, asked, settle, closed } = setUp();
  cache.want([piece("a", asked), piece("b", asked)]);
  await settle("a");
  cache.close();
  await settle("b");
  expect(closed()).toBe(2);
});

interface Asked {
  readonly signal: AbortSignal;
  readonly loading: PromiseWithResolvers<ImageBitmap>;
}

function setUp(pieces = 1000) {
  let closed = 0;
  const onLoad = vi.fn();
  const cache = new BitmapCache({ budgetBytes: pieces * PIECE_BYTES, onLoad });
  const asked = new Map<string, Asked>();
  const settle = async (key: string, error?: Error) => {
    const bitmap = { width: SIDE, height: SIDE, close: () => closed++ } as unknown as ImageBitmap;
    const one = asked.get(key);
    if (error) one?.loading.reject(error);
    else one?.loading.resolve(bitmap);
    await one?.loading.promise.catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { cache, asked, settle, closed: () => closed };
}

function piece(key: string, asked: Map<string, Asked>): BitmapRequest {
  return {
    key,
    load: (signal) => {
      const loading = Promise.withResolvers<ImageBitmap>();
      asked.set(key, { signal, loading });
      return loading.promise;
    },
  };
}
