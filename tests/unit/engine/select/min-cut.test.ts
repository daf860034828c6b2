import fc from "fast-check";
import { expect, test } from "vitest";
import { eachLink } from "#lib/engine/select/grid.ts";
import { minCut } from "#lib/engine/select/min-cut.ts";

const WIDTH = 4;
const HEIGHT = 3;
const COUNT = WIDTH * HEIGHT;

function costOf(division: ArrayLike<number>, terminal: Float32Array, links: Float32Array): number {
  let cost = 0;
  for (let at = 0; at < COUNT; at++) {
    const dearer = terminal[at] as number;
    if (dearer > 0 && division[at] === 0) cost += dearer;
    if (dearer < 0 && division[at] === 1) cost -= dearer;
  }
  eachLink(WIDTH, HEIGHT, (at, direction, to) => {
    if (division[at] !== division[to]) cost += links[at * 8 + direction] as number;
  });
  return cost;
}

test("no division of a picture is cheaper than the one that is found", () => {
  const weights = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: COUNT, maxLength: COUNT });
  const strengths = fc.array(fc.nat(12), { minLength: COUNT * 8, maxLength: COUNT * 8 });
  fc.assert(
    fc.property(weights, strengths, (colours, edges) => {
      const terminal = Float32Array.from(colours);
      const links = new Float32Array(COUNT * 8);
      eachLink(WIDTH, HEIGHT, (at, direction, to) => {
        links[at * 8 + direction] = links[to * 8 + (direction ^ 1)] = edges[at * 8 + direction] as number;
      });
      const found = minCut({ width: WIDTH, height: HEIGHT, terminal: terminal.slice(), links: links.slice() });
      let cheapest = Number.POSITIVE_INFINITY;
      for (let bits = 0; bits < 2 ** COUNT; bits++) {
        const division = Array.from({ length: COUNT }, (_, at) => (bits >> at) & 1);
        cheapest = Math.min(cheapest, costOf(division, terminal, links));
      }
      expect(costOf(found, terminal, links)).toBeCloseTo(cheapest, 3);
    }),
    { numRuns: 40 },
  );
});
