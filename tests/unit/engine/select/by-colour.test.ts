import { expect, test } from "vitest";
import { selectByColour } from "#lib/engine/select/by-colour.ts";
import { selectSubject } from "#lib/engine/select/subject.ts";
import { ballOnMeadow, overlap } from "#tests/fixtures/scene.ts";

const scene = ballOnMeadow(720, 480);
/** Drawn in haste: far off on one side, cutting close on another. */
const ROUGH_LINE = [
  [160, 120],
  [330, 110],
  [440, 190],
  [430, 330],
  [330, 380],
  [170, 370],
].map(([x, y]) => ({ x: x!, y: y! }));

test("a rough line around an object finds the object, without any model", () => {
  const found = selectByColour(scene, { points: [], box: null, lasso: ROUGH_LINE });
  expect(overlap(found, scene.object)).toBeGreaterThan(0.95);
});

test("so does a box", () => {
  const found = selectByColour(scene, { points: [], box: { x: 150, y: 100, width: 310, height: 300 }, lasso: [] });
  expect(overlap(found, scene.object)).toBeGreaterThan(0.95);
});

test("what a click says is believed against the colours", () => {
  const remove = { x: 302, y: 250, label: "remove" } as const;
  const found = selectByColour(scene, { points: [remove], box: null, lasso: ROUGH_LINE });
  expect(found[250 * 720 + 302]).toBe(0);
});

test("a click alone is refused with what to do instead", () => {
  const pointing = { points: [{ x: 302, y: 250, label: "add" }], box: null, lasso: [] } as const;
  expect(() => selectByColour(scene, pointing)).toThrow(expect.objectContaining({ code: "outline_required" }));
});

test("the subject is found without a model where it stands out", async () => {
  const found = await selectSubject(scene, null, null);
  expect(overlap(found, scene.object)).toBeGreaterThan(0.9);
});
