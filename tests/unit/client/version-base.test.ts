import fc from "fast-check";
import { expect, test } from "vitest";
import { tilePath } from "#lib/client/api.ts";
import { layOut, opacityOf } from "#lib/client/edits/version-base.ts";
import { viewOn } from "#lib/client/view/other-picture.ts";
import { toScreen } from "#lib/client/view/viewport.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { editId, editSample, resultSample } from "./edit-sample.ts";
import { imageSample } from "./image-sample.ts";

const IMAGE = imageSample();
const extended = replaced(2, { width: 5000, height: 3200, placed: { x: 600, y: 150, scale: 1 } });
const doubled = replaced(3, { width: 10_000, height: 6400, placed: { x: 0, y: 0, scale: 2 } });

test("patches lie on the original until an edit replaces it, then on that edit's result", () => {
  const [first, last] = [editSample(1), editSample(4)];
  expect(layOut(IMAGE, [first])).toMatchObject({ base: { editId: null, width: 4000 }, above: [first], below: [] });
  const { base, above, below } = layOut(IMAGE, [first, extended, last]);
  expect(base).toMatchObject({ editId: editId(2), width: 5000, height: 3200, hasAlpha: false });
  expect(above).toEqual([last]);
  expect(below).toEqual([first, extended]);
});

test("a result that is hidden, or faded to nothing, is not drawn; one that is faded is", () => {
  const faded = resultSample(1, { opacity: 0.4 });
  const unseen = [resultSample(4, { visible: false }), resultSample(5, { opacity: 0 })];
  expect(layOut(IMAGE, [faded, ...unseen]).above).toEqual([faded]);
  expect([faded, ...unseen, editSample(6)].map(opacityOf)).toEqual([0.4, 0, 0, 1]);
});

test("a replaced version is drawn from its own tiles", () => {
  expect(tilePath(layOut(IMAGE, []).base, 2, 3, 4)).toBe(`/api/v1/images/${IMAGE.id}/tiles/2/3/4`);
  expect(tilePath(layOut(IMAGE, [extended]).base, 2, 3, 4)).toBe(
    `/api/v1/images/${IMAGE.id}/tiles/2/3/4?edit=${editId(2)}`,
  );
});

test("where the original lies is known through any number of replacements", () => {
  expect(layOut(IMAGE, [extended, doubled]).base.placement).toEqual({ x: 1200, y: 300, scale: 2 });
});

test("changing to a version of another size leaves every point of the photo where it was on the screen", () => {
  const placement = layOut(IMAGE, [extended, doubled]).base.placement;
  const home = layOut(IMAGE, []).base.placement;
  const coordinate = fc.double({ min: -5000, max: 5000, noNaN: true });
  const view = fc.record({ scale: fc.double({ min: 0.01, max: 32, noNaN: true }), x: coordinate, y: coordinate });
  fc.assert(
    fc.property(view, coordinate, coordinate, (before, x, y) => {
      const there = viewOn(before, home, placement);
      const moved = { x: x * placement.scale + placement.x, y: y * placement.scale + placement.y };
      expect(toScreen(there, moved).x).toBeCloseTo(toScreen(before, { x, y }).x, 4);
      expect(toScreen(there, moved).y).toBeCloseTo(toScreen(before, { x, y }).y, 4);
      const back = viewOn(there, placement, home);
      expect(back.scale).toBeCloseTo(before.scale, 8);
      expect(back.x).toBeCloseTo(before.x, 4);
    }),
  );
});

function replaced(number: number, changes: Pick<NonNullable<Edit["replaced"]>, "width" | "height" | "placed">) {
  return editSample(number, {
    status: "succeeded",
    operation: "outpaint",
    replaced: { hasAlpha: false, tiles: { size: 512, levels: 5 }, ...changes },
  });
}
