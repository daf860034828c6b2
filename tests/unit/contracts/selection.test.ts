import { expect, test } from "vitest";
import { selectionRequest } from "#lib/contracts/selection.ts";

const refusedField = (request: unknown) => selectionRequest.safeParse(request).error?.issues[0]?.path[0];
const add = { x: 5, y: 5, label: "add" };
const remove = { ...add, label: "remove" };
const box = { x: 1, y: 1, width: 5, height: 5 };
const line = [
  [1, 1],
  [9, 1],
  [5, 9],
];

test.each([
  { mode: "object", points: [add] },
  { mode: "object", points: [add, remove], area: "picture" },
  { mode: "object", box, points: [remove] },
  { mode: "object", lasso: line },
  { mode: "subject" },
  { mode: "background", edit: null },
])("%j can be asked for", (request) => {
  expect(selectionRequest.safeParse(request).success).toBe(true);
});

test.each([
  [{ mode: "object" }, "points"],
  [{ mode: "object", points: [remove] }, "points"],
  [{ mode: "object", box, lasso: line }, "box"],
  [{ mode: "object", lasso: line.slice(0, 2) }, "lasso"],
  [{ mode: "subject", points: [add] }, "mode"],
  [{ mode: "everything" }, "mode"],
  [{ mode: "object", points: [{ ...add, x: -1 }] }, "points"],
])("%j is refused, naming what is wrong", (request, field) => {
  expect(refusedField(request)).toBe(field);
});
