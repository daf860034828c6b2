import sharp from "sharp";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import { Finding } from "#components/editor/state/finding.ts";
import type { ToolStore } from "#components/editor/state/tool-store.ts";
import { createUploadStore } from "#lib/client/photo/local/upload-store.ts";
import { PatchFiles } from "#lib/client/photo/picture-source.ts";
import { imageSample } from "../client/image-sample.ts";
import { killWorker, startSession } from "../client/mask-engine/start-session.ts";

// Unit tests run with the server's React, which has no hooks for icons.
vi.mock("#components/editor/tools/index.ts", () => ({ TOOLS: [{ id: "brush", key: "b" }] }));

const PICTURE = { width: 40, height: 30 };
const NONE = { shift: false, alt: false };
const point = (x: number, y: number) => ({ kind: "point" as const, at: { x, y } });

let asked: { body: Record<string, unknown>; answer: (response: Response) => void; signal: AbortSignal }[];

beforeEach(() => {
  asked = [];
  vi.stubGlobal("fetch", (_path: string, { body, signal }: { body: string; signal: AbortSignal }) => {
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    signal.addEventListener("abort", () => reject(signal.reason));
    asked.push({ body: JSON.parse(body), answer: resolve, signal });
    return promise;
  });
});

afterEach(() => {
  killWorker();
  vi.unstubAllGlobals();
});

test("an object that is found is one step of undo, joined as the tool was set", async () => {
  const { finding, session, bounds } = await setUp();
  session.apply({ kind: "rectangle", mode: "add", rect: { x: 0, y: 0, width: 20, height: 20 } });
  finding.object(point(12, 8), "subtract", NONE);
  expect(finding.store.getState().work).toMatchObject({ kind: "object", at: { x: 12, y: 8 } });
  await answer(0, { x: 10, y: 0, width: 10, height: 20 });
  await vi.waitFor(() => expect(bounds()).toEqual({ x: 0, y: 0, width: 10, height: 20 }));
  session.undo();
  await vi.waitFor(() => expect(bounds()).toEqual({ x: 0, y: 0, width: 20, height: 20 }));
});

test("a click with Shift or Alt corrects the object: what was found before gives way, and undo takes both back", async () => {
  const { finding, session, bounds } = await setUp();
  finding.object(point(12, 8), "add", NONE);
  await answer(0, { x: 10, y: 5, width: 10, height: 10 });
  await vi.waitFor(() => expect(finding.canCorrect && bounds()).toEqual({ x: 10, y: 5, width: 10, height: 10 }));
  finding.object(point(30, 20), "subtract", { shift: false, alt: true });
  await answer(1, { x: 12, y: 6, width: 4, height: 4 });
  expect(asked[1]?.body.points).toEqual([
    { x: 12, y: 8, label: "add" },
    { x: 30, y: 20, label: "remove" },
  ]);
  await vi.waitFor(() => expect(bounds()).toEqual({ x: 12, y: 6, width: 4, height: 4 }));
  session.undo();
  await vi.waitFor(() => expect(bounds()).toBeNull());
});

test("once something else was marked, the object stays as it is and the click means another one", async () => {
  const { finding, session, bounds } = await setUp();
  finding.object(point(12, 8), "add", NONE);
  await answer(0, { x: 10, y: 5, width: 10, height: 10 });
  await vi.waitFor(() => expect(finding.canCorrect).toBe(true));
  session.apply({ kind: "rectangle", mode: "add", rect: { x: 0, y: 0, width: 2, height: 2 } });
  expect(finding.canCorrect).toBe(false);
  expect(finding.drop()).toBe(false);
  finding.object(point(30, 20), "add", { shift: true, alt: false });
  await answer(1, { x: 28, y: 18, width: 6, height: 6 });
  expect(asked[1]?.body.points).toEqual([{ x: 30, y: 20, label: "add" }]);
  await vi.waitFor(() => expect(bounds()).toEqual({ x: 0, y: 0, width: 34, height: 24 }));
});

test("an object is dropped or kept by a word", async () => {
  const { finding, bounds } = await setUp();
  finding.object(point(12, 8), "add", NONE);
  await answer(0, { x: 10, y: 5, width: 10, height: 10 });
  await vi.waitFor(() => expect(finding.canCorrect && bounds()).toBeTruthy());
  expect(finding.drop()).toBe(true);
  await vi.waitFor(() => expect(bounds()).toBeNull());
  finding.object(point(12, 8), "add", NONE);
  await answer(1, { x: 10, y: 5, width: 10, height: 10 });
  await vi.waitFor(() => expect(finding.canCorrect && bounds()).toBeTruthy());
  expect(finding.keep()).toBe(true);
  expect([finding.canCorrect, finding.drop()]).toEqual([false, false]);
});

test("a search that is cancelled, or given up for another one, marks nothing", async () => {
  const { finding, bounds } = await setUp();
  finding.object(point(12, 8), "add", NONE);
  finding.whole("subject");
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[0]?.signal.aborted).toBe(true);
  expect(finding.cancel()).toBe(true);
  expect(asked[1]?.signal.aborted).toBe(true);
  await vi.waitFor(() => expect(finding.store.getState()).toEqual({ work: null, error: null }));
  expect(bounds()).toBeNull();
});

test("where the server needs an outline, that is said and the next drag draws one", async () => {
  const { finding, drag } = await setUp();
  finding.object(point(12, 8), "add", NONE);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  const error = { code: "outline_required", message: "Draw around it.", requestId: "1" };
  asked[0]?.answer(Response.json({ error }, { status: 422 }));
  await vi.waitFor(() => expect(finding.store.getState().error?.code).toBe("outline_required"));
  expect(drag()).toBe("outline");
  expect(finding.store.getState().work).toBeNull();
});

async function setUp() {
  const { session, state } = await startSession();
  session.open("original", PICTURE);
  let drag = "box";
  const tools = createStore(() => ({
    mode: "add",
    settings: {},
    set: (next: { drag: string }) => {
      drag = next.drag;
    },
  }));
  const base = createStore(() => ({ base: PICTURE }));
  const maskState = createStore(() => ({ layers: [], active: "", notices: [] }));
  const edits = createStore(() => ({ edits: new Map(), selected: null }));
  const sources = {
    ...{ image: imageSample(PICTURE), base, edits, maskState, tools: tools as unknown as ToolStore, mask: session },
    ...{ original: null, patchFiles: new PatchFiles(), upload: createUploadStore({ phase: "saved", image: null }) },
  };
  const finding = new Finding(() => sources as never);
  return { finding, session, bounds: () => state()?.bounds ?? null, drag: () => drag };
}

async function answer(index: number, { x, y, width, height }: { x: number; y: number; width: number; height: number }) {
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(index));
  const picture = sharp(Buffer.alloc(width * height, 255), { raw: { width, height, channels: 1 } });
  const png = await picture.toColourspace("b-w").png().toBuffer();
  const headers = { "Selection-X": String(x), "Selection-Y": String(y), "Selection-Method": "model" };
  asked[index]?.answer(new Response(png as BodyInit, { headers }));
}
