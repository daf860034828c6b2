import { describe, expect, test } from "vitest";
import { minorOf, moneyInColumn, moneyInWords, typedAmount, wholeOf } from "#components/billing/money.ts";

describe("an amount that is typed", () => {
  test.each([
    ["12.50", "usd", 1250],
    ["12,5", "eur", 1250],
    [" 12 ", "eur", 1200],
    ["500", "jpy", 500],
    ["1.234", "kwd", 1234],
    ["١٢٫٥", "egp", 1250],
    ["0.01", "usd", 1],
    ["500.5", "jpy", null],
    ["12.505", "usd", null],
    ["1,234.50", "usd", null],
    ["-5", "usd", null],
    ["1e3", "usd", null],
    ["", "usd", null],
    ["five", "usd", null],
  ])("%j in %s is %j in its smallest unit", (text, currency, minor) => {
    expect(minorOf(text, currency)).toBe(minor);
  });

  test.each([
    [1250, "usd"],
    [1, "eur"],
    [500, "jpy"],
    [1234, "kwd"],
  ])("%i in %s is read back as it is written", (amount, currency) => {
    expect(minorOf(typedAmount({ amount, currency }), currency)).toBe(amount);
  });
});

test("an amount loses decimals that are all zero, unless it stands in a column", () => {
  const five = { amount: 500, currency: "usd" };
  expect(moneyInWords("en", five)).toBe("$5");
  expect(moneyInColumn("en", five)).toBe("$5.00");
  expect(moneyInColumn("en", { amount: 500, currency: "jpy" })).toBe("¥500");
});

test("in a text that runs right to left the letters of a currency stay before its sign", () => {
  expect(moneyInWords("ar", { amount: 500, currency: "usd" })).toMatch(/US\$\u200e$/);
});

test.each([
  ["5", 5],
  ["+5", 5],
  ["-5", -5],
  ["−5", -5],
  ["\u200e-5", -5],
  ["٥", 5],
  ["1.5", null],
  ["1e3", null],
  ["0x10", null],
  ["", null],
])("a whole number that is typed as %j is %j", (text, number) => {
  expect(wholeOf(text)).toBe(number);
});
