import sharp from "sharp";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { NO_SETTINGS } from "#lib/domain/mask-engine/settings/layer-settings.ts";
import { killWorker, type StartedSession, startSession } from "./start-session.ts";

const ORIGINAL = { width: 800, height: 600 };
const EXTENDED = { width: 1000, height: 700 };

let session: StartedSession["session"];
let state: StartedSession["state"];
let notices: StartedSession["notices"];

beforeEach(async () => {
  ({ session, state, notices } = await startSession());
});

afterAll(killWorker);

test("a mask drawn for one size of the photo is there again when one comes back to it", async () => {
  session.open("original", ORIGINAL);
  mark(10, 20, 30, 50);
  await vi.waitFor(() => expect(state()?.bounds).toEqual({ x: 10, y: 20, width: 20, height: 30 }));
  session.open("edit", EXTENDED);
  expect(state()?.bounds).toBeNull();
  mark(900, 600, 990, 690);
  await vi.waitFor(() => expect(state()?.bounds).toEqual({ x: 900, y: 600, width: 90, height: 90 }));
  session.open("original", ORIGINAL);
  expect(state()?.bounds).toEqual({ x: 10, y: 20, width: 20, height: 30 });
  session.undo();
  await vi.waitFor(() => expect(state()).toMatchObject({ bounds: null, canRedo: true }));
});

test("what is sent has the size of the version that is open", async () => {
  session.open("original", ORIGINAL);
  session.open("edit", EXTENDED);
  expect(await sizeOf(await session.encode())).toEqual(EXTENDED);
  session.open("original", ORIGINAL);
  expect(await sizeOf(await session.encode())).toEqual(ORIGINAL);
});

test("a mask that was not touched meanwhile is known as the same", () => {
  session.open("original", ORIGINAL);
  mark(0, 0, 10, 10);
  const before = session.revision;
  session.open("edit", EXTENDED);
  expect(session.revision).not.toBe(before);
  mark(0, 0, 10, 10);
  session.open("original", ORIGINAL);
  expect(session.revision).toBe(before);
  mark(0, 0, 10, 10);
  expect(session.revision).not.toBe(before);
});

test("each layer is sent with what its settings make of it, alone or together, and undo covers their names", async () => {
  session.open("original", ORIGINAL);
  mark(10, 10, 20, 20);
  session.changeLayers({ kind: "add", id: "sky", meta: { name: "Sky" } });
  mark(100, 100, 110, 110);
  session.changeLayers({ kind: "settings", id: "sky", settings: { ...NO_SETTINGS, grow: 5 } });
  session.changeLayers({ kind: "meta", id: "sky", meta: { name: "Clouds" } });
  expect(await markedIn(session.encode())).toEqual({ left: 95, top: 95, right: 115, bottom: 115 });
  expect(await markedIn(session.encode(["first"]))).toEqual({ left: 10, top: 10, right: 20, bottom: 20 });
  expect(await markedIn(session.encode(["sky", "first"]))).toEqual({ left: 10, top: 10, right: 115, bottom: 115 });
  await vi.waitFor(() =>
    expect(state()).toMatchObject({
      active: "sky",
      layers: [{ id: "first" }, { id: "sky", meta: { name: "Clouds" } }],
    }),
  );
  session.undo();
  await vi.waitFor(() => expect(state()?.layers[1]?.meta).toEqual({ name: "Sky" }));
  for (let step = 0; step < 3; step++) session.undo();
  await vi.waitFor(() => expect(state()).toMatchObject({ active: "first", layers: [{ id: "first", pixels: 100 }] }));
});

test("a setting that is tried is shown, and is no step until it is let go", async () => {
  session.open("original", ORIGINAL);
  mark(100, 100, 110, 110);
  for (const grow of [1, 2, 3]) {
    session.tryLayers({ kind: "settings", id: "first", settings: { ...NO_SETTINGS, grow } });
  }
  await vi.waitFor(() => expect(state()?.bounds?.width).toBe(16));
  session.changeLayers({ kind: "settings", id: "first", settings: { ...NO_SETTINGS, grow: 4 } });
  session.undo();
  await vi.waitFor(() => expect(state()).toMatchObject({ bounds: { width: 10 }, canUndo: true, canRedo: true }));
});

test("where a stroke is expected to go next is shown until it goes on, and marks nothing", async () => {
  session.open("original", ORIGINAL);
  session.beginStroke({ mode: "add", radius: 4 }, { x: 20, y: 20 });
  session.predictStroke([{ x: 60, y: 20 }]);
  expect(session.display.live.at(-1)?.points).toEqual([
    { x: 20, y: 20 },
    { x: 60, y: 20 },
  ]);
  session.extendStroke([{ x: 30, y: 20 }]);
  session.predictStroke([{ x: 90, y: 20 }]);
  session.commitStroke();
  expect(session.display.live.flatMap(({ points }) => points.map(({ x }) => x))).toEqual([20, 20, 30]);
  await vi.waitFor(() => expect(state()?.bounds).toEqual({ x: 16, y: 16, width: 18, height: 8 }));
});

test("a mask sent out comes back byte by byte, at a place of its own too, and another size is refused", async () => {
  session.open("original", ORIGINAL);
  session.beginStroke({ mode: "add", radius: 50, hardness: 0.2, opacity: 0.8 }, { x: 100, y: 100 });
  session.extendStroke([{ x: 500, y: 420 }]);
  session.commitStroke();
  const png = await session.encode();
  const before = await pixelsOf(png);
  session.apply({ kind: "clear" });
  await session.import({ png, mode: "replace", at: null });
  expect((await pixelsOf(await session.encode())).equals(before)).toBe(true);
  const small = await sharp({ create: { width: 30, height: 20, channels: 3, background: "white" } })
    .png()
    .toBuffer();
  const file = new Blob([new Uint8Array(small)]);
  await session.import({ png: file, mode: "replace", at: { x: 7, y: 9 } });
  expect(await markedIn(session.encode())).toEqual({ left: 7, top: 9, right: 37, bottom: 29 });
  await expect(session.import({ png: file, mode: "add", at: null })).rejects.toMatchObject({
    code: "mask_size_mismatch",
  });
  await expect(session.import({ png: new Blob(["no"]), mode: "add", at: null })).rejects.toMatchObject({
    code: "mask_invalid",
  });
});

test("a browser that keeps nothing lets one paint all the same, and says so once", async () => {
  session.open("original", ORIGINAL);
  mark(0, 0, 10, 10);
  mark(20, 0, 30, 10);
  await vi.waitFor(() => expect(state()?.pixels).toBe(200));
  expect(notices).toEqual(["not-saved"]);
});

function mark(left: number, top: number, right: number, bottom: number): void {
  const rect = { x: left, y: top, width: right - left, height: bottom - top };
  session.apply({ kind: "rectangle", mode: "add", rect });
}

/** From the header of a PNG. */
async function sizeOf(png: Blob) {
  const header = new DataView(await png.slice(0, 24).arrayBuffer());
  return { width: header.getUint32(16), height: header.getUint32(20) };
}

async function pixelsOf(png: Blob): Promise<Buffer> {
  return await sharp(Buffer.from(await png.arrayBuffer()))
    .toColourspace("b-w")
    .raw()
    .toBuffer();
}

async function markedIn(encoded: Promise<Blob>) {
  const pixels = await pixelsOf(await encoded);
  let [left, top, right, bottom] = [ORIGINAL.width, ORIGINAL.height, 0, 0];
  pixels.forEach((value, at) => {
    const [x, y] = [at % ORIGINAL.width, Math.floor(at / ORIGINAL.width)];
    // What grows ends within one pixel: half of it counts.
    if (value < 128) return;
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + 1), Math.max(bottom, y + 1)];
  });
  return { left, top, right, bottom };
}
