import * as v from "valibot";
import { beforeEach, expect, test, vi } from "vitest";
import { createCompareStore } from "#components/editor/state/compare-store.ts";
import { createComparisonStore } from "#components/editor/state/comparison-store.ts";
import { createEditsStore } from "#components/editor/state/edits-store.ts";
import { type PhotoRecord, photoRecord } from "#components/editor/state/photo-record.ts";
import { createPhotoStore } from "#components/editor/state/photo-store.ts";
import { takeUpCleared, takeUpComparison, takeUpShape, takeUpVersion } from "#components/editor/state/take-up.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { editId, editSample, resultSample } from "#tests/unit/client/edit-sample.ts";

// Unit tests run with the server's React, which has no hooks for icons.
vi.mock("#components/editor/tools/index.ts", () => ({ TOOLS: [{ id: "brush" }], toolById: () => ({ id: "brush" }) }));

const undo = vi.fn();
const mask = { document: "original", revision: "original#0", undo };
beforeEach(() => undo.mockClear());

test("what an earlier version of the page wrote down is still read", () => {
  const { compare, comparison, cleared, open, drawn, isSheetOpen, ...before } = record({});
  expect(v.parse(photoRecord, before)).toEqual(record({}));
});

test("a version that was being compared is compared again, at the same place", () => {
  const { edits, compare, comparison } = opened([resultSample(1)]);
  const left = record({ selected: editId(1), newest: editId(1), compare: { mode: "sideBySide", position: 0.3 } });
  takeUpVersion(edits, left);
  takeUpComparison({ edits, compare, comparison }, left);
  expect(compare.getState()).toMatchObject({ mode: "sideBySide", position: 0.3 });
});

test("a newer version that came meanwhile is shown as it is, and not compared", () => {
  const { edits, compare, comparison } = opened([resultSample(1), resultSample(2)]);
  const left = record({ selected: editId(1), newest: editId(1), compare: { mode: "slider", position: 0.3 } });
  takeUpVersion(edits, left);
  takeUpComparison({ edits, compare, comparison }, left);
  expect(edits.getState().selected).toBe(editId(2));
  expect(compare.getState().mode).toBe("off");
});

test("what several models made is side by side again, but for what is gone", () => {
  const stores = opened([resultSample(1), resultSample(2)]);
  const editIds = [editId(1), editId(2), editId(3)];
  takeUpComparison(stores, record({ comparison: { editIds, isShown: true } }));
  expect(stores.comparison.getState()).toMatchObject({ editIds: [editId(1), editId(2)], shown: "results" });
});

test("the mask of an edit that failed while the page was away is given back", () => {
  const { edits } = opened([editSample(1, { status: "failed" })]);
  takeUpCleared({ edits, mask: mask as never }, cleared(1));
  expect(undo).toHaveBeenCalledOnce();
});

test("the mask of an edit that is still running can be given back when that fails", () => {
  const { edits } = opened([editSample(1), editSample(2, { status: "failed" })]);
  takeUpCleared({ edits, mask: mask as never }, cleared(1, 2));
  expect(undo).not.toHaveBeenCalled();
  expect(edits.getState().cleared.get(editId(1))).toBe(mask.revision);
});

test("nothing is given back where there is a result, or the mask belongs to another version", () => {
  const { edits } = opened([resultSample(1), editSample(2, { status: "failed" })]);
  takeUpCleared({ edits, mask: mask as never }, cleared(1, 2));
  takeUpCleared({ edits, mask: { ...mask, document: "other" } as never }, cleared(2));
  expect(undo).not.toHaveBeenCalled();
  expect(edits.getState().cleared.size).toBe(0);
});

test("a polygon is gone on with on the mask it was begun on, and on no other", () => {
  const polygon = { document: "original", mode: "add" as const, corners: [{ x: 3, y: 4 }] };
  const setState = vi.fn();
  takeUpShape({ tools: { setState }, mask } as never, record({ open: { ...polygon, document: "other" } }));
  expect(setState).not.toHaveBeenCalled();
  takeUpShape({ tools: { setState }, mask } as never, record({ open: polygon }));
  expect(setState).toHaveBeenCalledWith({ open: polygon });
});

test("a shape in the middle of which the page was left is marked on the mask it was drawn on, and on no other", () => {
  const shape = { kind: "rectangle", mode: "subtract", rect: { x: 1, y: 2, width: 3, height: 4 } } as const;
  const apply = vi.fn();
  const editor = { photoState: createPhotoStore(), mask: { ...mask, apply } } as never;
  takeUpShape(editor, record({ drawn: { document: "other", shape } }));
  expect(apply).not.toHaveBeenCalled();
  takeUpShape(editor, record({ drawn: { document: "original", shape } }));
  expect(apply).toHaveBeenCalledWith(shape);
});

test("a shape that the page did not write is no record", () => {
  const drawn = (shape: object) => v.safeParse(photoRecord, { ...record({}), drawn: { document: "original", shape } });
  const points = [{ x: 1, y: 2 }];
  expect(drawn({ kind: "polygon", mode: "replace", points }).success).toBe(true);
  expect(drawn({ kind: "polygon", mode: "add", rect: { x: 1, y: 2, width: 3, height: 4 } }).success).toBe(false);
  expect(drawn({ kind: "ellipse", mode: "add", points }).success).toBe(false);
});

function opened(all: readonly Edit[]) {
  const edits = createEditsStore(all);
  return { edits, compare: createCompareStore(edits), comparison: createComparisonStore() };
}

const cleared = (...numbers: number[]) => record({ cleared: { document: "original", editIds: numbers.map(editId) } });

const record = (changes: Partial<PhotoRecord>): PhotoRecord => ({
  selected: null,
  newest: null,
  view: null,
  tool: { id: "brush", size: 20, mode: "add" },
  wishes: [],
  scope: "layer",
  sequence: null,
  compare: null,
  comparison: null,
  cleared: null,
  open: null,
  drawn: null,
  isSheetOpen: false,
  ...changes,
});
