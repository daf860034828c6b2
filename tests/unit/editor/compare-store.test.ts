import { expect, test, vi } from "vitest";
import { createCompareStore, isOnlyLooking, pathBefore } from "#components/editor/state/compare-store.ts";
import { createEditsStore } from "#components/editor/state/edits-store.ts";
import { Peek } from "#components/editor/state/peek.ts";
import { editId, editSample } from "../client/edit-sample.ts";

const MADE = [editSample(1, { status: "succeeded" }), editSample(2, { status: "succeeded", parentEditId: editId(1) })];

test("comparing begins the way it was last done, and a way chosen twice ends it", () => {
  const { compare } = setUp();
  compare.getState().switchMode("difference");
  compare.getState().switchMode("difference");
  expect(compare.getState().mode).toBe("off");
  compare.getState().toggle();
  expect(compare.getState().mode).toBe("difference");
  compare.getState().switchMode("sideBySide");
  compare.getState().toggle();
  expect(compare.getState()).toMatchObject({ mode: "off", lastMode: "sideBySide" });
});

test("the original has nothing before it to be compared with", () => {
  const { edits, compare } = setUp();
  edits.getState().select(null);
  compare.getState().toggle();
  expect(compare.getState().mode).toBe("off");
});

test("before is the version the edit was made on, or the original where that is chosen", () => {
  const { edits, compare } = setUp();
  expect(pathBefore(edits.getState(), compare.getState()).map(({ id }) => id)).toEqual([editId(1)]);
  compare.getState().setBefore("original");
  expect(pathBefore(edits.getState(), compare.getState())).toEqual([]);
});

test("nothing can be marked while one compares or peeks", () => {
  const { compare } = setUp();
  expect(isOnlyLooking({ compare })).toBe(false);
  compare.setState({ isPeeking: true });
  expect(isOnlyLooking({ compare })).toBe(true);
  compare.setState({ isPeeking: false });
  compare.getState().toggle();
  expect(isOnlyLooking({ compare })).toBe(true);
});

test("one sees the version before from the first hold to the last release, however often a key repeats", () => {
  const onChange = vi.fn();
  const peek = new Peek(onChange);
  peek.hold("key");
  peek.hold("key");
  peek.hold("pointer 1");
  peek.release("key");
  expect(onChange.mock.calls).toEqual([[true]]);
  peek.release("pointer 1");
  peek.release("pointer 1");
  expect(onChange.mock.calls).toEqual([[true], [false]]);
});

test("leaving the window ends it, and releases that come later change nothing", () => {
  const onChange = vi.fn();
  const peek = new Peek(onChange);
  peek.hold("key");
  peek.hold("pointer 1");
  peek.releaseAll();
  peek.release("key");
  peek.releaseAll();
  expect(onChange.mock.calls).toEqual([[true], [false]]);
});

function setUp() {
  const edits = createEditsStore(MADE);
  return { edits, compare: createCompareStore(edits) };
}
