import fc from "fast-check";
import { expect, test } from "vitest";
import { wishFor, withPoint } from "#lib/client/select/object-wish.ts";
import { selectionRequest } from "#lib/contracts/selection.ts";

const PICTURE = { width: 40, height: 30 };

test("whatever is pointed at, the server is asked for what lies within the picture, or not at all", () => {
  const number = fc.double({ min: -100, max: 200, noNaN: true });
  const at = fc.record({ x: number, y: number });
  const box = fc.record({ x: number, y: number, width: number, height: number });
  const pointing = fc.oneof(
    at.map((point) => ({ kind: "point" as const, at: point })),
    box.map((of) => ({ kind: "box" as const, box: of })),
    fc.array(at, { maxLength: 1500 }).map((points) => ({ kind: "outline" as const, points })),
  );
  fc.assert(
    fc.property(pointing, (where) => {
      const wish = wishFor(where, PICTURE);
      if (!wish) return;
      expect(selectionRequest.safeParse({ mode: "object", ...wish }).error).toBeUndefined();
      for (const [x, y] of wish.lasso ?? []) expect(x >= 0 && y >= 0 && x <= 40 && y <= 30).toBe(true);
      if (wish.box) expect(wish.box.x + wish.box.width).toBeLessThanOrEqual(40);
    }),
  );
});

test("a point that corrects an object goes with those before it, as many as the server takes", () => {
  let wish = wishFor({ kind: "box", box: { x: 1, y: 2, width: 30, height: 20 } }, PICTURE);
  wish = wish && withPoint(wish, { x: 5, y: 6 }, "remove", PICTURE);
  expect(wish).toEqual({ box: { x: 1, y: 2, width: 30, height: 20 }, points: [{ x: 5, y: 6, label: "remove" }] });
  for (let more = 0; more < 49; more++) wish = wish && withPoint(wish, { x: 5, y: 6 }, "add", PICTURE);
  expect(wish?.points).toHaveLength(50);
  expect(wish && withPoint(wish, { x: 5, y: 6 }, "add", PICTURE)).toBeNull();
});
