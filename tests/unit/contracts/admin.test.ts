import { describe, expect, test } from "vitest";
import { accountQuery, adjustRequest, blockRequest } from "#lib/contracts/admin/accounts.ts";
import { exportRange } from "#lib/contracts/admin/exports.ts";
import { holdQuery } from "#lib/contracts/admin/holds.ts";
import { jobParams, jobQuery } from "#lib/contracts/admin/jobs.ts";
import { refundRequest } from "#lib/contracts/admin/purchases.ts";
import { reasonRequest } from "#lib/contracts/admin/reason.ts";

const key = crypto.randomUUID();

describe("a reason", () => {
  test.each(["", "   ", "\n", "a".repeat(501), "null \0 character", undefined, 5])("cannot be %j", (reason) => {
    expect(reasonRequest.safeParse({ reason }).success).toBe(false);
    expect(blockRequest.safeParse({ isBlocked: true, reason }).success).toBe(false);
    expect(adjustRequest.safeParse({ tokens: 1, key, reason }).success).toBe(false);
    expect(refundRequest.safeParse({ amountMinor: null, key, reason }).success).toBe(false);
  });

  test("is kept without the spaces around it", () => {
    expect(reasonRequest.parse({ reason: " Asked by mail\n" })).toEqual({ reason: "Asked by mail" });
  });
});

test.each([0, 1.5, 1_000_000_001, -1_000_000_001, "5", null])("an adjustment cannot be of %j tokens", (tokens) => {
  expect(adjustRequest.safeParse({ tokens, key, reason: "x" }).success).toBe(false);
});

test.each([0, -1, 1.5, "500", undefined])("a refund cannot be of %j", (amountMinor) => {
  expect(refundRequest.safeParse({ amountMinor, key, reason: "x" }).success).toBe(false);
});

test("what moves tokens or money needs a key, and takes nothing that is not known", () => {
  expect(adjustRequest.safeParse({ tokens: 1, reason: "x" }).success).toBe(false);
  expect(refundRequest.safeParse({ amountMinor: 1, reason: "x" }).success).toBe(false);
  expect(adjustRequest.safeParse({ tokens: 1, reason: "x", key, actor: "admin:2" }).success).toBe(false);
});

test.each([
  [{}, true],
  [{ from: "", to: "" }, true],
  [{ from: "2026-11-01", to: "2026-11-30" }, true],
  [{ from: "2026-11-30", to: "2026-11-30" }, true],
  [{ from: "2026-12-01", to: "2026-11-30" }, false],
  [{ from: "2026-02-30" }, false],
  [{ from: "0000-01-01" }, false],
  [{ to: "9999-12-31" }, false],
  [{ from: "yesterday" }, false],
])("a range of %j is taken: %j", (range, isTaken) => {
  expect(exportRange.safeParse(range).success).toBe(isTaken);
});

test("lists begin with what is looked at most, and are never longer than asked for", () => {
  expect(jobQuery.parse({})).toMatchObject({ state: "failed", limit: 50 });
  expect(holdQuery.parse({})).toMatchObject({ minutes: 10, limit: 50 });
  expect(accountQuery.safeParse({ limit: "101" }).success).toBe(false);
  expect(accountQuery.safeParse({ state: "happy" }).success).toBe(false);
});

test.each(["-1", "1e3", "", "1 or 1=1", "9".repeat(19)])("a job has no number such as %j", (id) => {
  expect(jobParams.safeParse({ id }).success).toBe(false);
});
