import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MaskDisplaySender } from "#lib/client/mask-engine/mask-display-sender.ts";
import type { FromWorker, LayerLook } from "#lib/client/mask-engine/protocol.ts";
import { ShownTiles } from "#lib/client/mask-engine/shown-tiles.ts";
import { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import { TILE, tileKey } from "#lib/domain/mask-engine/tiles.ts";

const IMAGE = { width: 1000, height: 600 };
const RED: LayerLook = { colour: [255, 0, 0], isVisible: true };
const BLUE: LayerLook = { colour: [0, 0, 255], isVisible: true };
/** Milliseconds. */
const FRAME = 17;
const ALL = { left: 0, top: 0, right: 4, bottom: 3 };

type Picture = { readonly data: Uint8ClampedArray; close(): void };
let document: MaskDocument;
let sender: MaskDisplaySender;
let shown: ShownTiles;
let messages: Extract<FromWorker, { type: "shown" }>[];
let open: Set<unknown>;

beforeEach(() => {
  open = new Set();
  vi.stubGlobal(
    "ImageData",
    class {
      readonly data: Uint8ClampedArray;
      constructor(width: number, height: number) {
        this.data = new Uint8ClampedArray(width * height * 4);
      }
    },
  );
  vi.stubGlobal("createImageBitmap", async ({ data }: { data: Uint8ClampedArray }) => {
    const bitmap: Picture = { data, close: () => open.delete(bitmap) };
    open.add(bitmap);
    return bitmap;
  });
  messages = [];
  shown = new ShownTiles();
  document = new MaskDocument(IMAGE);
  sender = new MaskDisplaySender("image", document, (message) => {
    if (message.type !== "shown") return;
    messages.push(message);
    shown.take(message);
  });
  sender.look(new Map(), RED);
  sender.view(0, ALL);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("each visible layer is shown in its colour, one that is hidden is not, and comes back whole", async () => {
  mark(10, 10);
  document.changeLayers({ kind: "add", id: "sky", meta: null });
  mark(300, 10);
  sender.look(new Map([["sky", BLUE]]), RED);
  await arrived(1);
  expect(pixel("first", 10, 10)).toEqual([255, 0, 0, 255]);
  expect(pixel("sky", 300, 10)).toEqual([0, 0, 255, 255]);
  expect(pixel("sky", 10, 10)).toBeUndefined();
  sender.look(new Map([["sky", { ...BLUE, isVisible: false }]]), RED);
  await arrived(2);
  expect([...shown.layers.keys()]).toEqual(["first"]);
  mark(310, 200);
  sender.changed(2);
  sender.look(new Map([["sky", BLUE]]), RED);
  await arrived(3);
  expect(pixel("sky", 310, 200)).toEqual([0, 0, 255, 255]);
  expect(pixel("sky", 300, 10)).toEqual([0, 0, 255, 255]);
  sender.look(new Map([["sky", RED]]), RED);
  await arrived(4);
  expect(pixel("sky", 300, 10)).toEqual([255, 0, 0, 255]);
});

test("only tiles that changed are sent, at every size of view, and no bitmap is left open", async () => {
  mark(10, 10);
  mark(600, 400);
  await arrived(1);
  mark(20, 10);
  sender.changed(3);
  await arrived(2);
  expect(messages[1]).toMatchObject({ sequence: 3, whole: false, tiles: [{ layer: "first", key: tileKey(0, 0) }] });
  sender.view(1, { left: 0, top: 0, right: 2, bottom: 2 });
  await arrived(3);
  expect(messages[2]).toMatchObject({ level: 1, whole: true });
  expect(pixel("first", 5, 5)).toEqual([255, 0, 0, 255]);
  document.apply({ kind: "clear" });
  sender.changed(4);
  await arrived(4);
  expect([...(shown.layers.get("first")?.keys() ?? [])]).toEqual([]);
  expect(open.size).toBe(0);
});

test("a layer brought back by undo is shown as it was, and one that is gone is not", async () => {
  document.changeLayers({ kind: "add", id: "sky", meta: null });
  mark(10, 10);
  await arrived(1);
  document.changeLayers({ kind: "remove", id: "sky" });
  sender.changed(3);
  await arrived(2);
  expect([...shown.layers.keys()]).toEqual(["first"]);
  document.undo();
  sender.changed(4);
  await arrived(3);
  expect(pixel("sky", 10, 10)).toEqual([255, 0, 0, 255]);
});

test("while a stroke goes on its tiles come now and then, together; its end, like any step, is shown at once", async () => {
  await arrived(1);
  vi.useFakeTimers();
  const stroke = { mode: "add", radius: 4 } as const;
  document.beginStroke(stroke, { x: 10, y: 10 });
  sender.changed(1, true);
  for (let sequence = 2; sequence <= 12; sequence++) {
    await vi.advanceTimersByTimeAsync(FRAME);
    document.extendStroke([{ x: 10 + sequence * 20, y: 10 }]);
    sender.changed(sequence, true);
  }
  const during = messages.slice(1);
  expect(during.length).toBeGreaterThan(1);
  expect(during.length).toBeLessThan(5);
  expect(during.at(-1)?.sequence).toBeGreaterThan(6);

  document.commitStroke();
  sender.changed(13);
  await vi.advanceTimersByTimeAsync(0);
  expect(messages.at(-1)?.sequence).toBe(13);
  expect(pixel("first", 250, 10)).toEqual([255, 0, 0, 255]);
  const sent = messages.length;
  await vi.advanceTimersByTimeAsync(1000);
  expect(messages).toHaveLength(sent);
});

function mark(x: number, y: number): void {
  document.apply({ kind: "rectangle", mode: "add", rect: { x, y, width: 4, height: 4 } });
}

async function arrived(count: number): Promise<void> {
  await vi.waitFor(() => expect(messages).toHaveLength(count));
}

/** Of the shown level; undefined where no tile is. */
function pixel(layer: string, x: number, y: number): number[] | undefined {
  const key = tileKey(Math.floor(x / TILE), Math.floor(y / TILE));
  const bitmap = shown.layers.get(layer)?.get(key) as unknown as Picture | undefined;
  const at = ((y % TILE) * TILE + (x % TILE)) * 4;
  return bitmap && [...bitmap.data.subarray(at, at + 4)];
}
