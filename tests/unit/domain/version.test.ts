import { describe, expect, it } from "vitest";
import { childrenByParent, pathTo } from "#lib/domain/version.ts";

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

describe("the edit tree", () => {
  it("lists what was made on each version and on the original", () => {
    const children = childrenByParent(edits);
    expect(children.get(null)?.map(({ id }) => id)).toEqual(["a", "e"]);
    expect(children.get("a")?.map(({ id }) => id)).toEqual(["b", "c"]);
    expect(children.get("d")).toBeUndefined();
  });
});
