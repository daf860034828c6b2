import { afterEach, expect, test, vi } from "vitest";
import { changeEdit, createEdit, exportPath, getTokens, newSubmission } from "#lib/client/api.ts";
import { errorFromAnswer } from "#lib/client/error-answer.ts";
import { editSample, IMAGE_ID } from "./edit-sample.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const MASK = { mask: new Blob(["mask"]), references: [] };
const body = (error: object) => JSON.stringify({ error });

test("an error of the API keeps its code, sentence, field and request id", () => {
  const told = { code: "prompt_required", message: "Say what should be there.", field: "prompt", requestId: "r-1" };
  expect(errorFromAnswer(422, body(told))).toMatchObject({ ...told, status: 422, mayRetry: false });
});

test("when to try again is kept, from the body or from the header", () => {
  const told = { code: "rate_limited", message: "Wait.", retryAfterSeconds: 7, requestId: "r" };
  expect(errorFromAnswer(429, body(told))).toMatchObject({ retryAfterSeconds: 7, mayRetry: true });
  expect(errorFromAnswer(429, "", "12")).toMatchObject({ code: "rate_limited", retryAfterSeconds: 12 });
});

test.each([
  [401, "unauthenticated"],
  [403, "forbidden"],
  [404, "not_found"],
  [413, "payload_too_large"],
  [429, "rate_limited"],
  [500, "internal"],
  [502, "unavailable"],
  [503, "unavailable"],
] as const)("a page of a proxy with status %i is told as %s, without its text", (status, code) => {
  const error = errorFromAnswer(status, "<html>nginx</html>");
  expect(error).toMatchObject({ code, wording: `codes.${code}`, requestId: null });
  expect(error.message).not.toContain("nginx");
});

test("a code this page does not know is judged by its status", () => {
  expect(errorFromAnswer(503, body({ code: "new_code", message: "x", requestId: "r" })).code).toBe("unavailable");
});

test("without a connection the sentence says what to do", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("fetch failed")));
  await expect(getTokens()).rejects.toMatchObject({ code: "unavailable", status: 0, wording: "local.unreachable" });
});

test("how a result is to be shown is sent even where the page is left at once", async () => {
  const fetched = vi.fn(async (_path: string, _init: RequestInit) => Response.json(editSample(1)));
  vi.stubGlobal("fetch", fetched);
  await changeEdit(editSample(1).id, { appearance: { opacity: 0.5 } });
  expect(fetched.mock.calls[0]?.[1]).toMatchObject({ method: "PATCH", keepalive: true });
});

test.each(["<html>Welcome to our network</html>", '"signed out"', "null", "7"])(
  "%s, which is no answer of the API, is not let in",
  async (text) => {
    vi.stubGlobal("fetch", async () => new Response(text));
    await expect(getTokens()).rejects.toMatchObject({ code: "internal", wording: "local.misunderstood" });
  },
);

test("aborting is not an error of the API", async () => {
  const controller = new AbortController();
  controller.abort();
  vi.stubGlobal("fetch", (_url: string, init: RequestInit) => Promise.reject(init.signal?.reason));
  await expect(getTokens(controller.signal)).rejects.toMatchObject({ name: "AbortError" });
});

test("a request whose answer was lost is sent again with the same key", async () => {
  vi.useFakeTimers();
  const sent = stubTransfers([0, 503, 202]);
  const submission = newSubmission({ imageId: IMAGE_ID, operation: "erase", model: "auto" }, MASK);
  const created = createEdit(submission);
  await vi.runAllTimersAsync();
  expect((await created).status).toBe("running");
  expect(sent.map((headers) => headers["Idempotency-Key"])).toEqual(Array(3).fill(submission.idempotencyKey));
});

test("a refusal is not sent again", async () => {
  const sent = stubTransfers([402]);
  const created = createEdit(newSubmission({ imageId: IMAGE_ID, operation: "erase", model: "auto" }, MASK));
  await expect(created).rejects.toMatchObject({ code: "insufficient_tokens" });
  expect(sent).toHaveLength(1);
});

test("the original is exported by leaving the edit out", () => {
  expect(exportPath("i", null, "png", 90)).toBe("/api/v1/images/i/export?format=png&quality=90");
  expect(exportPath("i", "e", "jpeg", 80)).toBe("/api/v1/images/i/export?format=jpeg&quality=80&edit=e");
});

/** Answers transfers with these statuses in turn; 0 is a connection that fails. Returns the headers of each. */
function stubTransfers(statuses: number[]): Record<string, string>[] {
  const sent: Record<string, string>[] = [];
  class Transfer {
    upload = {};
    status = 0;
    responseText = "";
    headers: Record<string, string> = {};
    onload: () => void = () => {};
    onerror: () => void = () => {};
    open() {}
    abort() {}
    setRequestHeader(name: string, value: string) {
      this.headers[name] = value;
    }
    getResponseHeader() {
      return null;
    }
    send() {
      sent.push(this.headers);
      this.status = statuses.shift() ?? 0;
      const code = this.status === 402 ? "insufficient_tokens" : "unavailable";
      const refusal = { error: { code, message: "x", requestId: "r" } };
      this.responseText = JSON.stringify(this.status === 202 ? editSample(1) : refusal);
      queueMicrotask(() => (this.status === 0 ? this.onerror() : this.onload()));
    }
  }
  vi.stubGlobal("XMLHttpRequest", Transfer);
  return sent;
}
