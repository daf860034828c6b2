import { describe, expect, test } from "vitest";
import type { Answer } from "#lib/providers/http/send.ts";
import { retryAfterSeconds, statusError } from "#lib/providers/http/status-error.ts";

const answer = (status: number, headers: Record<string, string> = {}, text = "raw words"): Answer => ({
  status,
  headers: new Headers(headers),
  bytes: new Uint8Array(0),
  text: () => text,
  json: () => null,
});

describe("the error of an answer", () => {
  test.each([
    [401, "invalid_key"],
    [402, "insufficient_credit"],
    [403, "invalid_key"],
    [404, "model_retired"],
    [413, "image_rejected"],
    [429, "provider_rate_limited"],
    [500, "overloaded"],
    [503, "overloaded"],
    [504, "timeout"],
    [529, "overloaded"],
    [302, "bad_response"],
    [418, "bad_response"],
  ])("is read from the status %i as %s where the body says no more", (status, code) => {
    expect(statusError(answer(status)).code).toBe(code);
  });

  test("is what the adapter read from the body, whatever the status", () => {
    expect(statusError(answer(400), "moderated").code).toBe("moderated");
    expect(statusError(answer(400), null).code).toBe("image_rejected");
  });

  test("keeps the provider's own text for the log, cut", () => {
    const error = statusError(answer(500, {}, "x".repeat(100_000)));
    expect(error.message).toContain("HTTP 500: xxx");
    expect(error.message.length).toBeLessThan(2_100);
  });

  test("says when to come back where the provider does, unless the adapter knows better", () => {
    expect(statusError(answer(429, { "retry-after": "12" })).retryAfterSeconds).toBe(12);
    expect(statusError(answer(429)).retryAfterSeconds).toBeUndefined();
    expect(statusError(answer(429), null, { retryAfterSeconds: 60 }).retryAfterSeconds).toBe(60);
  });

  test("keeps where the content rules stopped it", () => {
    const moderation = { side: "output" as const, category: "violence" };
    expect(statusError(answer(403), "moderated", { moderation }).moderation).toEqual(moderation);
  });
});

describe("the pause a provider asks for", () => {
  const now = Date.parse("2026-11-25T12:00:00Z");
  test.each<[Record<string, string>, number | null]>([
    [{ "retry-after": "30" }, 30],
    [{ "retry-after": " 1.2 " }, 2],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": "Wed, 25 Nov 2026 12:01:00 GMT" }, 60],
    [{ "retry-after": "Wed, 25 Nov 2026 11:00:00 GMT" }, 0],
    [{ "retry-after": "soon" }, null],
    [{ "retry-after-ms": "1500", "retry-after": "99" }, 2],
    [{ "retry-after-ms": "soon", "retry-after": "9" }, 9],
    [{}, null],
  ])("%o is %s seconds", (headers, seconds) => {
    expect(retryAfterSeconds(new Headers(headers), now)).toBe(seconds);
  });
});
