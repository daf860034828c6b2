import { expect, test } from "vitest";
import { readNumber } from "#lib/client/read-number.ts";

test.each([
  ["12", 12],
  [" 12.5 ", 12.5],
  ["12,5", 12.5],
  ["1,234.5", 1234.5],
  ["1.234,5", 1234.5],
  ["1 234", 1234],
  ["1.234.567", 1_234_567],
  ["1,234,567", 1_234_567],
  ["١٢٫٥", 12.5],
  ["٠", 0],
  ["", null],
  ["-3", null],
  ["1e5", null],
  ["five", null],
  ["1.2.3", null],
])("%j is read as %j", (text, number) => {
  expect(readNumber(text)).toBe(number);
});
