import * as v from "valibot";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const shape = v.object({ prompt: v.string() });
let session: typeof import("#lib/client/photo-session.ts");

beforeEach(async () => {
  const items = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    get length() {
      return items.size;
    },
    key: (index: number) => [...items.keys()][index] ?? null,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
    removeItem: (key: string) => items.delete(key),
  });
  vi.useFakeTimers();
  vi.resetModules();
  session = await import("#lib/client/photo-session.ts");
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("what was set up for a photo is there again, for that photo only", () => {
  session.writePhotoSession("one", { prompt: "a bench" });
  expect(session.readPhotoSession("one", shape)).toEqual({ prompt: "a bench" });
  expect(session.readPhotoSession("other", shape)).toBeNull();
});

test("a record that cannot be read counts as none", () => {
  session.writePhotoSession("one", { words: 3 });
  expect(session.readPhotoSession("one", shape)).toBeNull();
  localStorage.setItem("repaint.photo.one", "{");
  expect(session.readPhotoSession("one", shape)).toBeNull();
});

test("of very many photos, those left alone longest are forgotten", () => {
  for (let number = 0; number < 70; number++) {
    vi.setSystemTime(number * 1000);
    session.writePhotoSession(`photo ${number}`, { prompt: "x" });
  }
  expect(localStorage.length).toBe(60);
  expect(session.readPhotoSession("photo 9", shape)).toBeNull();
  expect(session.readPhotoSession("photo 69", shape)).not.toBeNull();
});

test("deleting a photo forgets its record; signing out forgets all, also what the page would still write", () => {
  for (const name of ["one", "two", "three"]) session.writePhotoSession(name, { prompt: "x" });
  localStorage.setItem("repaint.theme", '"dark"');
  session.forgetPhotoSessions("two");
  expect(session.readPhotoSession("two", shape)).toBeNull();
  expect(session.readPhotoSession("one", shape)).not.toBeNull();
  session.forgetPhotoSessions(null);
  session.writePhotoSession("one", { prompt: "x" });
  expect(session.readPhotoSession("one", shape)).toBeNull();
  expect(localStorage.getItem("repaint.theme")).toBe('"dark"');
});
