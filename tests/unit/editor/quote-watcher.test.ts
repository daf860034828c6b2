import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createAccountStore } from "#components/editor/state/account-store.ts";
import { createBaseStore } from "#components/editor/state/base-store.ts";
import { createEditsStore } from "#components/editor/state/edits-store.ts";
import { createMaskStore } from "#components/editor/state/mask-store.ts";
import { watchQuote } from "#components/editor/state/quote-watcher.ts";
import { createRequestStore } from "#components/editor/state/request-store.ts";
import { createRunStore } from "#components/editor/state/run-store.ts";
import { IMAGE_ID } from "#tests/unit/client/edit-sample.ts";
import { imageSample } from "#tests/unit/client/image-sample.ts";

const BOUNDS = { x: 10, y: 10, width: 50, height: 40 };
const QUOTE = {
  model: "local/migan",
  tokens: 1,
  tokensAtMost: 1,
  affordable: true,
  window: BOUNDS,
  sent: { width: 512, height: 512 },
  spreadPixels: 8,
  choice: null,
};

let asked: Record<string, unknown>[];
let answer: () => Response;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  answer = () => Response.json(QUOTE);
  vi.stubGlobal("fetch", async (_path: string, init: RequestInit) => {
    asked.push(JSON.parse(init.body as string));
    return answer();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("the price is asked for once the mask has come to rest", async () => {
  const { mask, request } = setUp();
  for (let width = 1; width <= 50; width++) {
    mask.setState({ bounds: { ...BOUNDS, width } });
    await vi.advanceTimersByTimeAsync(20);
  }
  expect(asked).toHaveLength(0);
  await vi.runAllTimersAsync();
  expect(asked).toEqual([expect.objectContaining({ maskBounds: BOUNDS, operation: "erase", model: "auto" })]);
  expect(request.getState().quote).toEqual({ status: "known", quote: QUOTE });
});

test("the last price stays in sight while a new one is asked for, and goes with the mask", async () => {
  const { mask, request } = setUp();
  mask.setState({ bounds: BOUNDS });
  await vi.runAllTimersAsync();
  request.getState().setOperation("inpaint");
  expect(request.getState().quote).toEqual({ status: "asking", last: QUOTE });
  mask.setState({ bounds: null });
  expect(request.getState().quote).toEqual({ status: "none" });
  await vi.runAllTimersAsync();
  expect(asked).toHaveLength(1);
});

test("a refusal is shown and not asked about again until something changes", async () => {
  const { mask, request, edits } = setUp();
  answer = () =>
    Response.json({ error: { code: "prompt_required", message: "Say it.", requestId: "r" } }, { status: 422 });
  mask.setState({ bounds: BOUNDS });
  await vi.runAllTimersAsync();
  edits.getState().setLost(true);
  await vi.runAllTimersAsync();
  expect(asked).toHaveLength(1);
  expect(request.getState().quote).toMatchObject({ status: "refused", error: { code: "prompt_required" } });
  request.getState().setModel("local/migan");
  await vi.runAllTimersAsync();
  expect(asked).toHaveLength(2);
});

test("an operation that marks nothing is priced for the whole picture, once it is known what is wanted", async () => {
  const { request } = setUp();
  request.getState().setOperation("remove-background");
  await vi.runAllTimersAsync();
  expect(asked).toEqual([expect.objectContaining({ maskBounds: { x: 0, y: 0, width: 4000, height: 3000 } })]);
  request.getState().setOperation("outpaint");
  await vi.runAllTimersAsync();
  expect(asked).toHaveLength(1);
  request.getState().setExpand({ left: 100, top: 0, right: 0, bottom: 0 });
  await vi.runAllTimersAsync();
  expect(asked[1]).toMatchObject({ operation: "outpaint", expand: { left: 100, top: 0, right: 0, bottom: 0 } });
});

test("what failed for want of a connection is asked again when there is one", async () => {
  const { mask, request, account } = setUp();
  answer = () => {
    throw new TypeError("fetch failed");
  };
  mask.setState({ bounds: BOUNDS });
  await vi.runAllTimersAsync();
  expect(asked).toHaveLength(1);
  answer = () => Response.json(QUOTE);
  account.setState({ isOnline: true });
  await vi.runAllTimersAsync();
  expect(request.getState().quote.status).toBe("known");
});

test("no price is asked for what is erased of a result", async () => {
  const { mask, session } = setUp();
  session.document = "erased/0";
  mask.setState({ bounds: BOUNDS });
  await vi.runAllTimersAsync();
  expect(asked).toHaveLength(0);
});

function setUp() {
  const edits = createEditsStore([]);
  const stores = {
    maskState: createMaskStore(),
    request: createRequestStore(),
    edits,
    base: createBaseStore(imageSample({ id: IMAGE_ID }), edits),
    account: createAccountStore(),
    run: createRunStore(),
  };
  const session = { document: "original" };
  watchQuote({ image: { id: IMAGE_ID }, mask: session, ...stores });
  return { ...stores, mask: stores.maskState, session };
}
