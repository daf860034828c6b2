import { createTranslator } from "use-intl/core";
import { expect, test } from "vitest";
import { largestBrush, nextSize, SIZE_STEPS, sizeAtStep, stepOfSize } from "#lib/client/mask-engine/brush-size.ts";
import { describeMask } from "#lib/client/mask-engine/describe-mask.ts";
import { messagesOf } from "#lib/i18n/messages.ts";

const english = createTranslator({ locale: "en", messages: await messagesOf("en") });
const IMAGE = { width: 1000, height: 500 };
const facts = (pixels: number, x: number, y: number) => ({ pixels, bounds: null, centre: { x, y } });

test("the mask is described by its share and its place", () => {
  expect(describeMask(english, facts(20_000, 0.1, 0.2), IMAGE)).toBe("Mask covers 4.0 % near the top left.");
  expect(describeMask(english, facts(150_000, 0.5, 0.5), IMAGE)).toBe("Mask covers 30 % in the middle.");
  expect(describeMask(english, facts(3, 0.5, 0.9), IMAGE)).toBe("Mask covers less than 0.1 % near the bottom.");
  expect(describeMask(english, { pixels: 0, bounds: null, centre: null }, IMAGE)).toBe("Nothing is marked.");
});

test("the size slider reaches from one pixel to the largest brush, and knows where a size is", () => {
  const largest = largestBrush({ width: 6000, height: 4000 });
  expect(sizeAtStep(0, largest)).toBe(1);
  expect(sizeAtStep(SIZE_STEPS, largest)).toBe(2000);
  for (const size of [1, 12, 300, 2000]) {
    expect(sizeAtStep(stepOfSize(size, largest), largest) / size).toBeCloseTo(1, 0);
  }
});

test("the keys always change the size, and stop at its ends", () => {
  expect(nextSize(1, 1, 100)).toBe(2);
  expect(nextSize(2, -1, 100)).toBe(1);
  expect(nextSize(1, -1, 100)).toBe(1);
  expect(nextSize(99, 1, 100)).toBe(100);
});
