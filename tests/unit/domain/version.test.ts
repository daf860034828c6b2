import { describe, expect, it } from "vitest";
import { childrenByParent, layOut, pathTo, versionSize } from "#lib/domain/version.ts";

const edit = (id: string, parentEditId: string | null) => ({ id, parentEditId });
const edits = [edit("d", "b"), edit("b", "a"), edit("c", "a"), edit("a", null), edit("e", null)];

describe("a version", () => {
  it("is the edits from the original down to it, and no sibling's", () => {
    expect(pathTo(edits, "d").map(({ id }) => id)).toEqual(["a", "b", "d"]);
    expect(pathTo(edits, null)).toEqual([]);
  });

  it("is not found where an ancestor is missing", () => {
    expect(() => pathTo([edit("b", "a")], "b")).toThrow(expect.objectContaining({ code: "not_found" }));
  });

  it("never loops, even over a tree that no database holds", () => {
    expect(() => pathTo([edit("a", "b"), edit("b", "a")], "a")).toThrow(RangeError);
  });
});

describe("what a version is drawn from", () => {
  const patch = (mode: "over" | "replace", width: number) => ({ mode, x: 0, y: 0, width, height: 10 });
  const image = { width: 100, height: 50 };

  it("is the original and all patches, as long as none replaced it", () => {
    const patches = [patch("over", 1), patch("over", 2)];
    expect(layOut(patches)).toEqual({ base: null, above: patches });
    expect(versionSize(image, patches)).toEqual(image);
    expect(layOut([])).toEqual({ base: null, above: [] });
  });

  it("is the last picture that replaced it and what was made on that, in that picture's size", () => {
    const patches = [
      patch("over", 1),
      patch("replace", 120),
      patch("over", 2),
      patch("replace", 300),
      patch("over", 3),
    ];
    expect(layOut(patches)).toEqual({ base: patches[3], above: [patches[4]] });
    expect(versionSize(image, patches)).toEqual({ width: 300, height: 10 });
  });
});

describe("the edit tree", () => {
  it("lists what was made on each version and on the original", () => {
    const children = childrenByParent(edits);
    expect(children.get(null)?.map(({ id }) => id)).toEqual(["a", "e"]);
    expect(children.get("a")?.map(({ id }) => id)).toEqual(["b", "c"]);
    expect(children.get("d")).toBeUndefined();
  });
});
