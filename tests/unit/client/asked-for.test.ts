import { afterEach, expect, test, vi } from "vitest";
import { askedFor, repeatableIds } from "#lib/client/edits/asked-for.ts";
import { withEdits } from "#lib/client/edits/edit-list.ts";
import { editRequest } from "#lib/contracts/edit.ts";
import { editId, editSample, resultSample } from "./edit-sample.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("an edit is asked for once more as it was, with the mask that the server has", async () => {
  const fetched = vi.fn(async () => new Response("mask"));
  vi.stubGlobal("fetch", fetched);
  const failed = editSample(1, { status: "failed", operation: "inpaint", prompt: "a bench", options: { seed: 7 } });
  const { request, files } = await askedFor(failed);
  expect(editRequest.parse(request)).toMatchObject({ operation: "inpaint", prompt: "a bench", options: { seed: 7 } });
  expect(await files.mask?.text()).toBe("mask");
  expect(fetched).toHaveBeenCalledWith(`/api/v1/edits/${editId(1)}/mask`, expect.anything());
});

test("an extension is asked for with its edges, and without a mask", async () => {
  const expand = { left: 1, top: 2, right: 3, bottom: 4 };
  const { request, files } = await askedFor(editSample(1, { operation: "outpaint", expand, hasMask: false }));
  expect(editRequest.parse(request).expand).toEqual(expand);
  expect(files).toEqual({ mask: null, references: [] });
});

test("what came to nothing can be asked for again, but for what was shown pictures that are no longer at hand", () => {
  const edits = withEdits(new Map(), [
    editSample(1, { status: "failed" }),
    editSample(2, { status: "cancelled" }),
    editSample(3, { status: "failed", references: 2 }),
    editSample(4, { status: "failed", references: 2 }),
    editSample(5),
    resultSample(6),
  ]);
  expect(repeatableIds(edits, new Map([[editId(4), null]]))).toEqual(new Set([editId(1), editId(2), editId(4)]));
});
