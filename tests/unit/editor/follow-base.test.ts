import { expect, test, vi } from "vitest";
import { createBaseStore } from "#components/editor/state/base-store.ts";
import { createEditsStore } from "#components/editor/state/edits-store.ts";
import { followBase } from "#components/editor/state/follow-base.ts";
import { createToolStore } from "#components/editor/state/tool-store.ts";
import { createViewStore } from "#components/editor/state/view-store.ts";
import { toImage } from "#lib/client/view/viewport.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { editId, editSample } from "#tests/unit/client/edit-sample.ts";
import { imageSample } from "#tests/unit/client/image-sample.ts";

// Unit tests run with the server's React, which has no hooks for icons.
vi.mock("#components/editor/tools/index.ts", () => ({ TOOLS: [{ id: "brush", key: "b" }] }));

const IMAGE = imageSample();
const EXTENDED = replaced(2, { width: 6000, height: 4500, placed: { x: 1000, y: 750, scale: 1 } });
const SMALL = replaced(3, { width: 40, height: 30, placed: { x: 0, y: 0, scale: 0.01 } });

test("choosing a version of another size turns the mask to one of that size, and back", () => {
  const { edits, opened } = setUp([editSample(1, { status: "succeeded" }), EXTENDED]);
  edits.getState().select(editId(1));
  edits.getState().select(null);
  edits.getState().select(editId(2));
  edits.getState().select(null);
  expect(opened).toEqual([
    [editId(2), 6000],
    ["original", 4000],
    [editId(2), 6000],
    ["original", 4000],
  ]);
});

test("a picture shown whole stays shown whole, whatever its size", () => {
  const { edits, view } = setUp([EXTENDED]);
  edits.getState().select(null);
  const before = view.getState().viewport;
  edits.getState().select(editId(2));
  const { viewport, isFitted } = view.getState();
  expect(isFitted).toBe(true);
  expect(viewport.scale * 6000).toBeCloseTo(before.scale * 4000, 0);
});

test("a place one has zoomed into stays where it is", () => {
  const { edits, view } = setUp([EXTENDED]);
  edits.getState().select(null);
  view.getState().zoomBy(8, { x: 500, y: 300 });
  const middle = { x: 500, y: 300 };
  const before = toImage(view.getState().viewport, middle);
  edits.getState().select(editId(2));
  const after = toImage(view.getState().viewport, middle);
  expect(after.x).toBeCloseTo(before.x + 1000, 3);
  expect(after.y).toBeCloseTo(before.y + 750, 3);
  expect(view.getState().isFitted).toBe(false);
});

test("a brush too large for the next picture becomes one that fits it", () => {
  const { edits, tools } = setUp([SMALL]);
  edits.getState().select(null);
  tools.getState().setSize(1500);
  expect(tools.getState().size).toBe(1500);
  edits.getState().select(editId(3));
  expect(tools.getState().size).toBe(64);
});

test("what is about to be added around the photo is shown with it", () => {
  const { view } = setUp([]);
  const whole = view.getState().viewport;
  view.getState().makeRoom({ left: 4000, top: 0, right: 0, bottom: 0 });
  const { scale, x } = view.getState().viewport;
  expect(scale).toBeCloseTo(whole.scale / 2, 1);
  expect(x - 4000 * scale).toBeGreaterThanOrEqual(0);
});

function setUp(made: readonly Edit[]) {
  const edits = createEditsStore(made);
  const base = createBaseStore(IMAGE, edits);
  const view = createViewStore(base.getState().base);
  const tools = createToolStore(base.getState().base);
  const opened: (readonly [string, number])[] = [];
  const mask = { open: (document: string, { width }: { width: number }) => opened.push([document, width]) };
  view.getState().setSurface({ width: 1000, height: 800 }, 1);
  followBase({ image: IMAGE, edits, base, view, tools, mask });
  return { edits, view, tools, opened };
}

function replaced(number: number, changes: Pick<NonNullable<Edit["replaced"]>, "width" | "height" | "placed">) {
  return editSample(number, {
    status: "succeeded",
    operation: "outpaint",
    replaced: { hasAlpha: false, tiles: { size: 512, levels: 5 }, ...changes },
  });
}
