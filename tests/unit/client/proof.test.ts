import { expect, test } from "vitest";
import { proofOf } from "#lib/client/edits/proof.ts";
import { editSample } from "./edit-sample.ts";

const BEFORE = { width: 1600, height: 1000 };
const done = { outsidePixelsChanged: 0, spreadPixels: 8 };

test("an edit of a region proves that the rest was left alone, and of how many pixels once they are counted", () => {
  const proof = { about: "mask", changed: 0, untouched: 1_590_000, checked: 1_600_000, spreadPixels: 8 };
  expect(proofOf(editSample(1, done), BEFORE, 10_000)).toEqual(proof);
  expect(proofOf(editSample(1, done), BEFORE, null)).toEqual({ ...proof, untouched: null });
});

test("extending proves it of the photo beyond the spread from what is new, and cutting out of all colours", () => {
  const replaced = {
    width: 1700,
    height: 1300,
    hasAlpha: false,
    placed: { x: 100, y: 0, scale: 1 },
    tiles: { size: 512, levels: 3 },
  };
  const extended = editSample(1, { ...done, operation: "outpaint", replaced });
  expect(proofOf(extended, BEFORE, null)).toMatchObject({ about: "photo", untouched: (1600 - 8) * (1000 - 8) });
  expect(proofOf(editSample(1, { ...done, operation: "remove-background" }), BEFORE, null)).toMatchObject({
    about: "colour",
    untouched: 1_600_000,
  });
});

test("nothing is claimed where nothing was to be left alone, or nothing was compared", () => {
  const whole = { ...done, operation: "restyle", spreadPixels: 0, window: { x: 0, y: 0, ...BEFORE } } as const;
  expect(proofOf(editSample(1, whole), BEFORE, null)).toBeNull();
  expect(proofOf(editSample(1, { ...whole, spreadPixels: 8 }), BEFORE, null)).not.toBeNull();
  expect(proofOf(editSample(1, { ...done, operation: "upscale" }), BEFORE, null)).toBeNull();
  expect(proofOf(editSample(1, { ...done, outsidePixelsChanged: null }), BEFORE, null)).toBeNull();
});
