import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppearanceSender } from "#components/editor/patch/appearance-sender.ts";
import { createEditsStore } from "#components/editor/state/edits-store.ts";
import type { Appearance, EditChange } from "#lib/contracts/appearance.ts";
import { editId, resultSample } from "#tests/unit/client/edit-sample.ts";

let sent: EditChange[];
let server: Appearance;
let refusal: number | null;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  refusal = null;
  server = resultSample(1).appearance as Appearance;
  vi.stubGlobal("fetch", async (_path: string, init: RequestInit) => {
    if (init.method === "PATCH") {
      const change = JSON.parse(init.body as string) as EditChange;
      sent.push(change);
      if (refusal !== null)
        return Response.json({ error: { code: "internal", message: "", requestId: "" } }, { status: refusal });
      server = { ...server, ...(change.appearance as Partial<Appearance>), revision: server.revision + 1 };
    }
    return Response.json(resultSample(1, server));
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function setUp() {
  const edits = createEditsStore([resultSample(1)]);
  const problems: string[] = [];
  const sender = new AppearanceSender({ edits, follow: () => undefined }, editId(1), ({ code }) => problems.push(code));
  const shown = () => edits.getState().edits.get(editId(1))?.appearance;
  return { sender, shown, problems };
}

test("a slider is followed at once on the page, and sent once when it rests", async () => {
  const { sender, shown } = setUp();
  for (let percent = 99; percent >= 40; percent--) {
    sender.change({ opacity: percent / 100 });
    expect(shown()?.opacity).toBe(percent / 100);
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(sent).toEqual([]);
  await vi.runAllTimersAsync();
  expect(sent).toEqual([{ appearance: { opacity: 0.4 } }]);
  expect(shown()).toMatchObject({ opacity: 0.4, revision: 1 });
});

test("what is changed while an answer is awaited stays, and is sent after it", async () => {
  const { sender, shown } = setUp();
  sender.change({ opacity: 0.5 });
  const first = sender.flush();
  sender.change({ opacity: 0.2, visible: false });
  await first;
  expect(shown()).toMatchObject({ opacity: 0.2, visible: false });
  await vi.runAllTimersAsync();
  expect(server).toMatchObject({ opacity: 0.2, visible: false });
  expect(sent).toHaveLength(2);
});

test("whoever waits for what was changed waits for what is on its way as well", async () => {
  const { sender } = setUp();
  sender.change({ opacity: 0.5 });
  void sender.flush();
  sender.change({ opacity: 0.2 });
  await sender.flush();
  expect(server.opacity).toBe(0.2);
});

test("a refusal is told, and the page shows what the server has", async () => {
  const { sender, shown, problems } = setUp();
  refusal = 500;
  sender.change({ opacity: 0.5 });
  await vi.runAllTimersAsync();
  expect(problems).toEqual(["internal"]);
  expect(shown()?.opacity).toBe(1);
});
