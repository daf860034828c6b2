import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Frame } from "#components/editor/stage/draw-source.ts";
import { PreviewPictures } from "#components/editor/stage/preview-pictures.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { editId, editSample } from "#tests/unit/client/edit-sample.ts";

let answers: Map<string, PromiseWithResolvers<Response>>;
let drawn: unknown[];

beforeEach(() => {
  answers = new Map();
  drawn = [];
  vi.stubGlobal("fetch", (url: string) => {
    const answer = Promise.withResolvers<Response>();
    answers.set(url, answer);
    return answer.promise;
  });
  vi.stubGlobal("createImageBitmap", async (file: Blob) => ({ picture: await file.text(), close: () => {} }));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("the newest preview that has arrived is drawn over its rectangle", async () => {
  const { previews, loaded } = setUp();
  previews.take([running("/1")], inPlace);
  await arrive("/1", loaded);
  previews.drawRunning(frame(), null);
  expect(drawn).toEqual([["/1", 100, 200, 300, 400]]);
  previews.take([running("/2")], inPlace);
  previews.drawRunning(frame(), null);
  expect(drawn.at(-1)).toEqual(["/1", 100, 200, 300, 400]);
  await arrive("/2", loaded);
  previews.drawRunning(frame(), null);
  expect(drawn.at(-1)).toEqual(["/2", 100, 200, 300, 400]);
});

test("it is drawn on the version the edit builds on and on no other", async () => {
  const { previews, loaded } = setUp();
  previews.take([running("/1", { parentEditId: editId(7) })], inPlace);
  await arrive("/1", loaded);
  previews.drawRunning(frame(), null);
  expect(drawn).toEqual([]);
  previews.drawRunning(frame(), editId(7));
  expect(drawn).toHaveLength(1);
});

test("it stands in for the result until that is there, and goes with an edit that failed", async () => {
  const { previews, loaded } = setUp();
  previews.take([running("/1")], inPlace);
  await arrive("/1", loaded);
  previews.take([running("/1", { status: "succeeded" })], inPlace);
  previews.drawRunning(frame(), null);
  expect(drawn).toEqual([]);
  previews.drawLast(frame(), editId(1));
  expect(drawn).toHaveLength(1);
  previews.take([running("/1", { status: "failed" })], inPlace);
  previews.drawLast(frame(), editId(1));
  expect(drawn).toHaveLength(1);
});

test("one of an extended picture is drawn where that reaches beyond the version it is made from", async () => {
  const { previews, loaded } = setUp();
  previews.take([running("/1", { operation: "outpaint" })], () => ({ x: -500, y: 0 }));
  await arrive("/1", loaded);
  previews.drawRunning(frame(), null);
  expect(drawn).toEqual([["/1", -400, 200, 300, 400]]);
});

test("one that does not arrive is not missed, and one whose place is not known is not asked for", async () => {
  const { previews } = setUp();
  const unplaced = editSample(2, { operation: "outpaint", preview: preview("/2") });
  previews.take([running("/1"), unplaced], (edit) => (edit === unplaced ? null : inPlace()));
  expect([...answers.keys()]).toEqual(["/1"]);
  answers.get("/1")?.resolve(new Response(null, { status: 404 }));
  await vi.waitFor(() => previews.drawRunning(frame(), null));
  expect(drawn).toEqual([]);
});

const inPlace = () => ({ x: 0, y: 0 });

function setUp() {
  const loaded = vi.fn();
  return { previews: new PreviewPictures(loaded), loaded };
}

async function arrive(url: string, loaded: ReturnType<typeof vi.fn>): Promise<void> {
  const before = loaded.mock.calls.length;
  answers.get(url)?.resolve(new Response(url));
  await vi.waitFor(() => expect(loaded).toHaveBeenCalledTimes(before + 1));
}

const preview = (url: string) => ({ x: 100, y: 200, width: 300, height: 400, url });
const running = (url: string, changes: Partial<Edit> = {}) => editSample(1, { preview: preview(url), ...changes });

/** At 100 %, with the picture in the corner of the canvas. */
function frame(): Frame {
  const context = {
    drawImage: (bitmap: { picture: string }, ...at: number[]) => drawn.push([bitmap.picture, ...at]),
  };
  return { context, place: (rect: object) => rect } as unknown as Frame;
}
