import { expect, test } from "vitest";
import { marginOf, worthOfTokens } from "#lib/domain/margin.ts";

test("a token is worth a cent, the rate that prices are made with", () => {
  expect(worthOfTokens(100)).toBe(1_000_000);
});

test("the margin is what is left of that: a loss is below zero, and nothing earned is no margin", () => {
  expect(marginOf(100, 750_000)).toBe(0.25);
  expect(marginOf(100, 1_500_000)).toBe(-0.5);
  expect(marginOf(0, 10)).toBeNull();
});
