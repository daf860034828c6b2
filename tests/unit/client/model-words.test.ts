import { expect, test } from "vitest";
import { errorInWords } from "#lib/client/edits/error-words.ts";
import { costInWords, durationInWords, measuredInWords, percent, priceInWords } from "#lib/client/edits/model-words.ts";

test("prices are told as they are counted", () => {
  const price = { baseTokens: 3, tokensPerMegapixel: 0, multiplier: null };
  expect(priceInWords(price)).toBe("3 tokens");
  expect(priceInWords({ ...price, baseTokens: 1, tokensPerMegapixel: 2 })).toBe("1 token + 2 tokens per megapixel");
  expect(priceInWords({ ...price, baseTokens: 0, tokensPerMegapixel: 2 })).toBe("2 tokens per megapixel");
  expect(priceInWords({ ...price, baseTokens: 0 })).toBe("0 tokens");
  const multiplier = { option: "quality", factors: { medium: 2, high: 8 } };
  expect(priceInWords({ ...price, multiplier })).toBe("3 tokens, × 1 to 8");
});

test("an edit that another model may have to do tells what it costs at least and at most", () => {
  expect(costInWords({ tokens: 1, tokensAtMost: 1 })).toBe("1 token");
  expect(costInWords({ tokens: 1, tokensAtMost: 8 })).toBe("1–8 tokens");
});

test("what was measured is told with its time only where something succeeded", () => {
  expect(measuredInWords({ attempts: 40, medianMillis: 8400, successRate: 0.975 })).toBe("about 8.4 s, 97 % succeed");
  expect(measuredInWords({ attempts: 40, medianMillis: null, successRate: 0 })).toBe("0 % succeed");
  expect(measuredInWords(null)).toBeNull();
});

test("what has failed once is never told as 100 %", () => {
  expect(percent(0.9999)).toBe("99 %");
  expect(percent(1)).toBe("100 %");
  expect(percent(0.29)).toBe("29 %");
});

test("times are told in the unit they are thought of", () => {
  expect([400, 9_990, 42_000, 150_000].map(durationInWords)).toEqual(["0.4 s", "10.0 s", "42 s", "3 min"]);
});

test("a refusal under content rules says where it was made and why, in plain words", () => {
  const error = { code: "moderated", message: "Refused." } as const;
  expect(errorInWords({ ...error, moderation: null })).toBe("Refused.");
  expect(errorInWords({ ...error, moderation: { side: "input", category: "SELF_HARM" } })).toBe(
    "Refused. What was sent was refused; the reason given: self harm.",
  );
  expect(errorInWords({ ...error, moderation: { side: "output", category: null } })).toBe(
    "Refused. What the model painted was withheld.",
  );
  expect(errorInWords({ ...error, moderation: { side: null, category: "sexual/minors" } })).toBe(
    "Refused. The reason given: sexual, minors.",
  );
  expect(errorInWords({ ...error, moderation: { side: null, category: null } })).toBe("Refused.");
});
