import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { RepaintError } from "#lib/domain/error.ts";
import { ERRORS, type ErrorCode } from "#lib/domain/error-code.ts";
import type { Provider } from "#lib/providers/provider.ts";
import type { ListedModel } from "#lib/providers/registry.ts";
import { kept } from "#lib/server/kept.ts";
import { limitsOf } from "#lib/server/provider-gate/limits.ts";
import { stateOf } from "#lib/server/provider-gate/state.ts";
import { mayFailOver, verdictOn } from "#lib/server/provider-gate/verdict.ts";

const error = (code: ErrorCode, retryAfterSeconds?: number) =>
  new RepaintError(code, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });

describe("what a failed call says about the provider", () => {
  test.each<[ErrorCode, string]>([
    ["overloaded", "failed"],
    ["network", "failed"],
    ["timeout", "failed"],
    ["bad_response", "failed"],
    ["invalid_key", "account"],
    ["organization_not_verified", "account"],
    ["insufficient_credit", "account"],
    ["model_retired", "retired"],
    ["moderated", "works"],
    ["prompt_rejected", "works"],
    ["cancelled", "nothing"],
    ["internal", "nothing"],
  ])("%s: %s", (code, kind) => {
    expect(verdictOn(error(code))).toMatchObject({ kind, code });
  });

  test("is nothing where it failed through a bug of ours", () => {
    expect(verdictOn(new TypeError("undefined is not a function"))).toEqual({ kind: "nothing" });
  });

  test("one too many: it is left alone as long as it asks, or for a while", () => {
    expect(verdictOn(error("provider_rate_limited", 60))).toMatchObject({ kind: "busy", seconds: 60 });
    expect(verdictOn(error("provider_rate_limited")).seconds).toBeGreaterThan(0);
  });
});

describe("another model", () => {
  test("is asked for every failure that only the provider, the operator or time can mend", () => {
    const ours: ErrorCode[] = [
      "internal",
      "unavailable",
      "engine_unavailable",
      "storage_full",
      "verification_failed",
      "signup_closed",
    ];
    const before: ErrorCode[] = [
      "rate_limited",
      "parent_not_ready",
      "too_many_running",
      "too_many_holds",
      "purchases_off",
      "payment_unavailable",
      "invalid_signature",
      "interrupted",
      "expired",
      "edit_not_finished",
    ];
    const mended = (Object.keys(ERRORS) as ErrorCode[]).filter(
      (code) => ERRORS[code].fixedBy !== "user" && ![...ours, ...before].includes(code),
    );
    expect(mended.filter((code) => !mayFailOver(error(code)))).toEqual([]);
  });

  test.each<ErrorCode>(["moderated", "content_filtered", "prompt_rejected", "mask_empty", "cancelled"])(
    "is not asked for what %s says",
    (code) => {
      expect(mayFailOver(error(code))).toBe(false);
    },
  );
});

describe("a value that is kept", () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ["performance"] }));
  afterEach(() => vi.useRealTimers());

  test("is read once for many who ask, and again when it is old", async () => {
    let reads = 0;
    const read = kept(0, 1000, async () => ++reads);
    expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1]);
    vi.advanceTimersByTime(999);
    expect(await read()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(await read()).toBe(2);
  });

  test("stays as it was where it cannot be read, and is not asked for without end", async () => {
    const answers = [Promise.resolve("first"), Promise.reject(new Error("database away")), Promise.resolve("second")];
    answers[1]?.catch(() => undefined);
    const read = kept("none", 1000, async () => (await answers.shift()) as string);
    expect(await read()).toBe("first");
    vi.advanceTimersByTime(1000);
    expect([await read(), await read()]).toEqual(["first", "first"]);
    vi.advanceTimersByTime(1000);
    expect(await read()).toBe("second");
  });
});

describe("the state of the models", () => {
  const listed = (provider: string, model: string) =>
    ({ provider: { id: provider }, model: { id: `${provider}/${model}` } }) as ListedModel;
  const state = stateOf(
    [
      { subject: "stability", code: "insufficient_credit", seconds: 300 },
      { subject: "recraft/old", code: "model_retired", seconds: 3600 },
      { subject: "bfl", code: "overloaded", seconds: 30 },
    ],
    [{ model: "openai/image", attempts: 8, successes: 6, medianMillis: 9000 }],
  );

  test("takes out all models of a provider, or one, and says nothing of the operator's account", () => {
    const reasons = [listed("stability", "erase"), listed("recraft", "old"), listed("bfl", "fill")].map(state.outageOf);
    expect(reasons).toEqual([
      { code: "operator_needed", values: {} },
      { code: "retired", values: {} },
      { code: "out_of_order", values: {} },
    ]);
    expect(state.outageOf(listed("recraft", "new"))).toBeNull();
  });

  test("has the share of attempts that succeeded", () => {
    expect(state.measuredOf("openai/image")).toEqual({ attempts: 8, medianMillis: 9000, successRate: 0.75 });
    expect(state.measuredOf("local/migan")).toBeNull();
  });
});

test("a provider has limits of its own, four calls at a time, or none at all", () => {
  const provider = (limits?: Provider["limits"]) => ({ limits }) as Provider;
  expect(limitsOf(provider({ maxConcurrent: 2, maxStartsPerMinute: 60 }))).toEqual({
    maxConcurrent: 2,
    maxStartsPerMinute: 60,
  });
  expect(limitsOf(provider())).toEqual({ maxConcurrent: 4 });
  expect(limitsOf(provider("none"))).toBeNull();
});
