import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { followEdit } from "#lib/client/events.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { editId, editSample } from "./edit-sample.ts";

const ID = editId(1);
const running = editSample(1);
const done = editSample(1, { status: "succeeded", stage: "done", progress: 1 });
const free = async () => () => {};
const full = async () => null;

let answers: ((request: {
  url: string;
  headers: Headers;
  signal: AbortSignal | null;
}) => Response | Promise<Response>)[];
let requests: { url: string; lastEventId: string | null }[];

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  requests = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    const headers = new Headers(init.headers);
    requests.push({ url, lastEventId: headers.get("Last-Event-ID") });
    const answer = answers.shift();
    if (!answer) throw new TypeError("no answer left");
    return await answer({ url, headers, signal: init.signal ?? null });
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("every state told by the stream arrives, and following ends with the edit", async () => {
  answers = [
    () =>
      stream(
        message(1, "stage", running),
        message(2, "progress", { ...running, progress: 0.7 }),
        message(3, "done", done),
      ),
  ];
  const { seen, final } = await follow();
  expect(seen.map((edit) => edit.progress)).toEqual([0.5, 0.7, 1]);
  expect(final.status).toBe("succeeded");
  expect(requests).toEqual([{ url: `/api/v1/edits/${ID}/events`, lastEventId: null }]);
});

test("a stream that stays open after the edit has ended does not hold the follower", async () => {
  let cancelled = false;
  const open = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(message(1, "done", done))),
    cancel: () => {
      cancelled = true;
    },
  });
  answers = [() => new Response(open, { headers: { "Content-Type": "text/event-stream" } })];
  expect((await follow()).final.status).toBe("succeeded");
  expect(cancelled).toBe(true);
});

test("a broken stream is resumed after the last event seen", async () => {
  answers = [
    () => stream(message(7, "progress", running)),
    () => json(running),
    () => stream(message(8, "done", done)),
  ];
  const { final } = await follow();
  expect(final.status).toBe("succeeded");
  expect(requests.map((request) => request.lastEventId)).toEqual([null, null, "7"]);
});

test("while the server is away it keeps trying and says that the connection is lost", async () => {
  const away = () => Promise.reject(new TypeError("fetch failed"));
  answers = [away, away, away, () => json(running), () => stream(message(1, "done", done))];
  const { final, lost } = await follow();
  expect(final.status).toBe("succeeded");
  expect(lost).toContain(true);
  expect(lost.at(-1)).toBe(false);
});

test("without a free connection the edit is asked for again and again", async () => {
  answers = [() => json(running), () => json(running), () => json(done)];
  const { seen } = await follow(full);
  expect(seen.map((edit) => edit.status)).toEqual(["running", "running", "succeeded"]);
  expect(requests.every((request) => request.url === `/api/v1/edits/${ID}`)).toBe(true);
});

test("a silent stream is given up and the edit asked for instead", async () => {
  answers = [
    ({ signal }) => new Response(silence(signal), { headers: { "Content-Type": "text/event-stream" } }),
    () => json(done),
  ];
  expect((await follow()).final.status).toBe("succeeded");
});

test("an edit that is not there ends the following with its error", async () => {
  answers = [() => json({ error: { code: "not_found", message: "This does not exist.", requestId: "r" } }, 404)];
  await expect(follow()).rejects.toMatchObject({ code: "not_found", status: 404 });
});

test("messages that are not understood are passed over", async () => {
  answers = [() => stream("event: stage\ndata: {\n\n", "event: other\ndata: 1\n\n", message(3, "done", done))];
  expect((await follow()).seen).toHaveLength(1);
});

test("aborting ends it at once", async () => {
  const controller = new AbortController();
  answers = [() => json(running)];
  const following = followEdit(ID, { signal: controller.signal, onEdit: () => controller.abort(), takeSlot: full });
  await expect(following).rejects.toMatchObject({ name: "AbortError" });
});

async function follow(takeSlot: () => Promise<(() => void) | null> = free) {
  const seen: Edit[] = [];
  const lost: boolean[] = [];
  const following = followEdit(ID, {
    signal: new AbortController().signal,
    onEdit: (edit) => seen.push(edit),
    onLost: (now) => lost.push(now),
    takeSlot,
  });
  following.catch(() => {});
  await vi.runAllTimersAsync();
  return { final: await following, seen, lost };
}

function message(id: number, event: string, edit: Edit): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(edit)}\n\n`;
}

function stream(...messages: string[]): Response {
  return new Response(messages.join(""), { headers: { "Content-Type": "text/event-stream; charset=utf-8" } });
}

function json(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}

/** A body that says nothing and fails when the request is aborted, as a real one does. */
function silence(signal: AbortSignal | null): ReadableStream {
  return new ReadableStream({
    start: (controller) => {
      signal?.addEventListener("abort", () => controller.error(new DOMException("aborted", "AbortError")));
    },
  });
}
