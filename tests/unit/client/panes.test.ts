import fc from "fast-check";
import { expect, test } from "vitest";
import { paneAt, paneOf, secondPane } from "#lib/client/view/panes.ts";

const surface = fc.record({
  width: fc.integer({ min: 10, max: 4000 }),
  height: fc.integer({ min: 10, max: 4000 }),
});

test("two equal panes lie on the stage beside or above each other and do not touch", () => {
  fc.assert(
    fc.property(surface, (whole) => {
      const pane = paneOf(whole);
      const second = secondPane(whole);
      expect(second.x + pane.width).toBeLessThanOrEqual(whole.width);
      expect(second.y + pane.height).toBeLessThanOrEqual(whole.height);
      expect(second.x > pane.width || second.y > pane.height).toBe(true);
    }),
  );
});

test("a point belongs to the pane it lies in", () => {
  fc.assert(
    fc.property(surface, fc.double({ min: 0, max: 0.99, noNaN: true }), (whole, share) => {
      const pane = paneOf(whole);
      const second = secondPane(whole);
      const inside = { x: pane.width * share, y: pane.height * share };
      expect(paneAt(whole, inside)).toEqual({ x: 0, y: 0 });
      expect(paneAt(whole, { x: inside.x + second.x, y: inside.y + second.y })).toEqual(second);
    }),
  );
});
