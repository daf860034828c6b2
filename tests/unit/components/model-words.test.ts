import { createTranslator } from "use-intl/core";
import { expect, test } from "vitest";
import {
  wordsOfDuration,
  wordsOfLimits,
  wordsOfMask,
  wordsOfMeasured,
  wordsOfPrice,
  wordsOfPrompt,
} from "#components/models/model-words.ts";
import { messagesOf } from "#lib/i18n/messages.ts";

const english = createTranslator({ locale: "en", messages: await messagesOf("en"), namespace: "models" });
const german = createTranslator({ locale: "de", messages: await messagesOf("de"), namespace: "models" });
const arabic = createTranslator({ locale: "ar", messages: await messagesOf("ar"), namespace: "models" });

test("prices are told as they are counted", () => {
  const price = { baseTokens: 3, tokensPerMegapixel: 0, multiplier: null, marginPercent: 0 };
  expect(wordsOfPrice(english, price)).toBe("3 tokens");
  expect(wordsOfPrice(english, { ...price, baseTokens: 1, tokensPerMegapixel: 2 })).toBe(
    "1 token + 2 tokens per megapixel",
  );
  expect(wordsOfPrice(english, { ...price, baseTokens: 0, tokensPerMegapixel: 2 })).toBe("2 tokens per megapixel");
  expect(wordsOfPrice(english, { ...price, baseTokens: 0 })).toBe("0 tokens");
  expect(wordsOfPrice(english, { ...price, marginPercent: 10 })).toBe("4 tokens");
  expect(wordsOfPrice(english, { ...price, tokensPerMegapixel: 2, marginPercent: 10 })).toBe(
    "3.3 tokens + 2.2 tokens per megapixel",
  );
  const multiplier = { option: "quality", factors: { medium: 2, high: 8 } };
  expect(wordsOfPrice(english, { ...price, multiplier })).toBe("3 tokens, ×\u{a0}1 to 8");
  expect(wordsOfPrice(german, { ...price, tokensPerMegapixel: 1.5 })).toBe("3 Token + 1,5 Token pro Megapixel");
  expect(wordsOfPrice(arabic, { ...price, baseTokens: 11 })).toBe("11 رمزًا");
});

test("whether a description is needed is told, also where a picture may say it instead", () => {
  const prompt = { use: "optional", maxCharacters: 1000, orReference: false } as const;
  expect(wordsOfPrompt(english, prompt)).toBe("Optional, up to 1,000 characters");
  expect(wordsOfPrompt(german, prompt)).toBe("Möglich, bis 1.000 Zeichen");
  expect(wordsOfPrompt(english, { ...prompt, orReference: true })).toBe(
    "Required without a picture, up to 1,000 characters",
  );
  expect(wordsOfPrompt(english, { ...prompt, use: "ignored", maxCharacters: null })).toBe("Not read");
});

test("what was measured is told in the unit it is thought of, with its time only where something succeeded", () => {
  const measured = { attempts: 40, medianMillis: 8400, successRate: 0.975 };
  expect(wordsOfMeasured(english, measured)).toBe("about 8.4 s, 97 % succeed");
  expect(wordsOfMeasured(german, measured)).toBe("etwa 8,4 s, 97 % gelingen");
  expect(wordsOfMeasured(english, { ...measured, medianMillis: 9_990 })).toBe("about 10.0 s, 97 % succeed");
  expect(wordsOfMeasured(english, { ...measured, medianMillis: 42_000 })).toBe("about 42 s, 97 % succeed");
  expect(wordsOfMeasured(english, { ...measured, medianMillis: 150_000 })).toBe("about 3 min, 97 % succeed");
  expect(wordsOfMeasured(english, { ...measured, medianMillis: null, successRate: 0 })).toBe("0 % succeed");
  expect(wordsOfMeasured(english, null)).toBeNull();
});

test("times are told in the unit they are thought of", () => {
  const words = [400, 9_990, 42_000, 150_000].map((millis) => wordsOfDuration(english, millis));
  expect(words).toEqual(["0.4 s", "10.0 s", "42 s", "3 min"]);
});

test("what has failed once is never told as 100 %", () => {
  const measured = { attempts: 10_000, medianMillis: null };
  expect(wordsOfMeasured(english, { ...measured, successRate: 0.9999 })).toBe("99 % succeed");
  expect(wordsOfMeasured(english, { ...measured, successRate: 1 })).toBe("100 % succeed");
});

test("limits and masks are told in a word or two", () => {
  expect(wordsOfLimits(english, { minSide: 64, maxSide: 2048, maxPixels: 4_194_304 })).toBe(
    "64 to 2,048\u{a0}px, 4.2\u{a0}MP",
  );
  const mask = { channel: "grey", polarity: "white", soft: true, required: true };
  expect(wordsOfMask(english, mask)).toBe("Soft, required");
  expect(wordsOfMask(english, { ...mask, soft: false, required: false })).toBe("Hard");
  expect(wordsOfMask(english, { ...mask, channel: "none" })).toBe("None; cut here");
});
