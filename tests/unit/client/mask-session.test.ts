import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { MaskSession } from "#lib/client/mask/mask-session.ts";
import type { FromWorker, MaskState, ToWorker } from "#lib/client/mask/protocol.ts";

const ORIGINAL = { width: 800, height: 600 };
const EXTENDED = { width: 1000, height: 700 };

/** The worker's own code, run on this thread: messages go over by turns, as between threads. */
const scope = globalThis as unknown as {
  onmessage: ((event: { data: ToWorker }) => void) | null;
  postMessage: ((message: FromWorker) => void) | undefined;
};

let session: MaskSession;
let state: MaskState | null;

beforeEach(async () => {
  vi.resetModules();
  await import("#lib/client/mask/mask.worker.ts");
  state = null;
  session = new MaskSession({
    colour: [255, 0, 0],
    onDisplay: () => {},
    onState: (next) => {
      state = next;
    },
    onFailure: () => expect.unreachable("the worker failed"),
    startWorker: () => {
      const worker = {
        onmessage: null as ((event: { data: FromWorker }) => void) | null,
        postMessage: (message: ToWorker) => queueMicrotask(() => scope.onmessage?.({ data: message })),
        terminate: () => {},
      };
      scope.postMessage = (message) => queueMicrotask(() => worker.onmessage?.({ data: message }));
      return worker as unknown as Worker;
    },
  });
});

afterAll(() => {
  scope.onmessage = null;
  // The worker may be about to answer still.
  scope.postMessage = () => {};
});

test("a mask drawn for one size of the photo is there again when one comes back to it", async () => {
  session.open("original", ORIGINAL);
  mark(10, 20, 30, 50);
  await vi.waitFor(() => expect(state?.bounds).toEqual({ x: 10, y: 20, width: 20, height: 30 }));
  session.open("edit", EXTENDED);
  expect(state?.bounds).toBeNull();
  mark(900, 600, 990, 690);
  await vi.waitFor(() => expect(state?.bounds).toEqual({ x: 900, y: 600, width: 90, height: 90 }));
  session.open("original", ORIGINAL);
  expect(state?.bounds).toEqual({ x: 10, y: 20, width: 20, height: 30 });
  session.undo();
  await vi.waitFor(() => expect(state).toMatchObject({ bounds: null, canRedo: true }));
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

function mark(left: number, top: number, right: number, bottom: number): void {
  const points = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
  session.apply({ kind: "polygon", mode: "add", points });
}

/** From the header of a PNG. */
async function sizeOf(png: Blob) {
  const header = new DataView(await png.slice(0, 24).arrayBuffer());
  return { width: header.getUint32(16), height: header.getUint32(20) };
}
