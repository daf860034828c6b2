import fc from "fast-check";
import { createTranslator } from "use-intl/core";
import { expect, test } from "vitest";
import { type EditList, withEdit, withEdits } from "#lib/client/edits/edit-list.ts";
import { historyOf, newestVersion, versionPath } from "#lib/client/edits/history.ts";
import { stageInWords } from "#lib/client/edits/stage-words.ts";
import { resultNames, versionNames } from "#lib/client/edits/version-names.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { messagesOf } from "#lib/i18n/messages.ts";
import { editId, editSample, resultSample } from "./edit-sample.ts";

const english = createTranslator({ locale: "en", messages: await messagesOf("en") });
const list = (...edits: Edit[]): EditList => withEdits(new Map(), edits);
const done = (number: number, parent: number | null = null, changes: Partial<Edit> = {}) =>
  editSample(number, {
    status: "succeeded",
    stage: "done",
    progress: 1,
    parentEditId: parent === null ? null : editId(parent),
    ...changes,
  });

test("in whatever order news arrives, an ended edit stays ended and progress never falls", () => {
  const life = [
    editSample(1, { status: "queued", stage: "queued", progress: 0 }),
    editSample(1, { progress: 0.2 }),
    editSample(1, { progress: 0.6 }),
    done(1),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray([...life, ...life], { minLength: 1 }), (news) => {
      let edits: EditList = new Map();
      let progress = 0;
      let wasDone = false;
      for (const one of news) {
        edits = withEdit(edits, one);
        const now = edits.get(one.id) as Edit;
        expect(now.progress).toBeGreaterThanOrEqual(progress);
        progress = now.progress;
        wasDone ||= one.status === "succeeded";
        expect(now.status === "succeeded").toBe(wasDone);
      }
    }),
  );
});

test("news that says nothing new leaves the list as it is", () => {
  const before = list(editSample(1), done(2));
  expect(withEdit(before, editSample(1))).toBe(before);
  expect(withEdit(before, editSample(1, { progress: 0.4 }))).toBe(before);
});

test("edits are kept in the order they were made", () => {
  expect([...list(done(3), done(1), done(2)).keys()]).toEqual([editId(1), editId(2), editId(3)]);
});

test("the history reads each line of edits to its end before a branch begins", () => {
  const edits = list(done(1), done(2, 1), done(3), done(4, 1), done(5, 2));
  const entries = historyOf(edits).map(({ edit, depth, branches }) => [Number(edit.id.slice(-2)), depth, branches]);
  expect(entries).toEqual([
    [1, 0, false],
    [2, 1, false],
    [5, 2, false],
    [4, 1, true],
    [3, 0, true],
  ]);
});

test("an edit that came to nothing does not make a branch of the next one", () => {
  const edits = list(
    editSample(1, { status: "cancelled" }),
    done(2),
    editSample(3, { status: "failed", parentEditId: editId(2) }),
    done(4, 2),
  );
  expect(historyOf(edits).map(({ branches }) => branches)).toEqual([false, false, false, false]);
});

test("a version is made of the edits on its path, first made first", () => {
  const edits = list(done(1), done(2, 1), done(3), done(4, 2));
  expect(versionPath(edits, editId(4)).map((edit) => edit.id)).toEqual([editId(1), editId(2), editId(4)]);
  expect(versionPath(edits, null)).toEqual([]);
  expect(versionPath(edits, editId(9))).toEqual([]);
});

test("an image opens with its newest result, whatever failed since", () => {
  expect(newestVersion(list(done(1), done(2), editSample(3, { status: "failed" })))).toBe(editId(2));
  expect(newestVersion(list(editSample(3, { status: "failed" })))).toBeNull();
});

test("versions are named by number and by what was asked", () => {
  const edits = list(
    done(1),
    editSample(2, { status: "failed" }),
    done(3, 1, { operation: "inpaint", prompt: "a bench" }),
  );
  expect(versionNames(english, edits).map(({ label }) => label)).toEqual([
    "Original",
    "1. Erase",
    "2. Replace: a bench",
  ]);
  expect(resultNames(english, edits).get(editId(2))).toBeUndefined();
});

test("where an edit is gets told in words", () => {
  expect(stageInWords(english, { stage: "queued", queuePosition: 2 })).toBe("Waiting, 2 ahead");
  expect(stageInWords(english, { stage: "queued", queuePosition: 0 })).toBe("Waiting to start");
  expect(stageInWords(english, { stage: "checking", queuePosition: null })).toBe("Checking the other pixels");
});

test("of two appearances the later one counts, however late the earlier one arrives", () => {
  const [earlier, later] = [
    resultSample(1, { opacity: 0.3, revision: 4 }),
    resultSample(1, { opacity: 0.9, revision: 5 }),
  ];
  expect(list(earlier, later).get(editId(1))).toEqual(later);
  expect(list(later, earlier).get(editId(1))).toEqual(later);
});

test("what is discarded leaves the list, and is back in its place when that is taken back", () => {
  const discarded = resultSample(1, { revision: 1 }, { discardedAt: "2026-01-02T00:00:00Z" });
  expect([...list(resultSample(1), resultSample(2), discarded).keys()]).toEqual([editId(2)]);
  expect(list(discarded).size).toBe(0);
  const back = list(resultSample(1), resultSample(2), discarded, resultSample(1, { revision: 2 }));
  expect([...back.keys()]).toEqual([editId(1), editId(2)]);
});
