import { expect, test } from "vitest";
import { proofInWords } from "#lib/client/edits/proof-words.ts";
import { editSample } from "./edit-sample.ts";

const BEFORE = { width: 1600, height: 1000 };
const done = { outsidePixelsChanged: 0, spreadPixels: 8 };

test("an edit of a region proves that the rest was left alone", () => {
  expect(proofInWords(editSample(1, done), BEFORE)).toEqual({
    claim: "0 pixels outside the mask changed",
    detail: "Checked over all 1,600,000, beyond 8 px from the mask.",
  });
});

test("extending proves it of the photo, and cutting out of its colours", () => {
  expect(proofInWords(editSample(1, { ...done, operation: "outpaint" }), BEFORE)?.claim).toBe(
    "0 pixels of the photo itself changed",
  );
  expect(proofInWords(editSample(1, { ...done, operation: "remove-background" }), BEFORE)?.claim).toBe(
    "0 pixels changed their colour",
  );
});

test("nothing is claimed where nothing was to be left alone, or nothing was compared", () => {
  const whole = { ...done, operation: "restyle", spreadPixels: 0, window: { x: 0, y: 0, ...BEFORE } } as const;
  expect(proofInWords(editSample(1, whole), BEFORE)).toBeNull();
  expect(proofInWords(editSample(1, { ...whole, spreadPixels: 8 }), BEFORE)).not.toBeNull();
  expect(proofInWords(editSample(1, { ...done, operation: "upscale" }), BEFORE)).toBeNull();
  expect(proofInWords(editSample(1, { ...done, outsidePixelsChanged: null }), BEFORE)).toBeNull();
});
