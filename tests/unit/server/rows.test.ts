import { describe, expect, test } from "vitest";
import { edit as editContract } from "#lib/contracts/edit.ts";
import { image as imageContract } from "#lib/contracts/image.ts";
import { SENTENCES } from "#lib/domain/error-sentences.ts";
import { type EditRow, type ReadyImageRow, toEdit, toImage, toTimestamp } from "#lib/server/store/rows.ts";

const id = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;

const imageRow: ReadyImageRow = {
  id: id(1),
  user_id: id(2),
  name: "dogs.jpg",
  format: "jpeg",
  bytes: 9_000_000,
  width: 6000,
  height: 4000,
  has_alpha: false,
  bit_depth: 8,
  colour_profile: "Display P3",
  colour_model: "rgb",
  tile_size: 1024,
  tile_levels: 4,
  created_at: "2026-11-23T07:00:00.123456+00:00",
};

const editRow: EditRow = {
  id: id(3),
  user_id: id(2),
  image_id: id(1),
  parent_edit_id: null,
  operation: "erase",
  model: "local/migan",
  prompt: "",
  options: {},
  status: "succeeded",
  stage: "done",
  progress: 1,
  queue_position: null,
  tokens_quoted: 3,
  tokens_charged: 2,
  crop_window: { x: 1, y: 2, width: 512, height: 512 },
  spread_pixels: 12,
  outside_pixels_changed: 0,
  choice: { code: "cheapest", values: { task: "any", count: 2, tokens: 3 } },
  warnings: [{ code: "resized", values: { model: "local/migan", percent: 50 } }],
  error_code: null,
  moderation: null,
  expand: null,
  scale: null,
  has_mask: true,
  reference_count: 0,
  replaced: null,
  preview: null,
  appearance: null,
  discarded_at: null,
  patches: [{ id: id(4), edit_id: id(3), x: 5, y: 6, width: 7, height: 8, mode: "over", path: "secret/path.png" }],
  created_at: "2026-11-23T07:00:00+00:00",
  started_at: "2026-11-23T08:00:01.5+01:00",
  finished_at: "2026-11-23T07:00:09+00:00",
};

describe("an image", () => {
  test("is what the API promises, with the time in UTC", () => {
    const image = toImage(imageRow);
    expect(imageContract.parse(image)).toEqual(image);
    expect(image.createdAt).toBe("2026-11-23T07:00:00.123Z");
    expect(image.tiles).toEqual({ size: 1024, levels: 4 });
  });

  test("does not tell whose it is", () => {
    expect(JSON.stringify(toImage(imageRow))).not.toContain(id(2));
  });
});

describe("an edit", () => {
  test("is what the API promises", () => {
    const edit = toEdit(editRow);
    expect(editContract.parse(edit)).toEqual(edit);
    expect(edit).toMatchObject({
      tokens: { quoted: 3, charged: 2 },
      startedAt: "2026-11-23T07:00:01.500Z",
      error: null,
    });
  });

  test("names its patches by address, and never by where they are stored", () => {
    const edit = toEdit(editRow);
    expect(edit.patches[0]?.url).toBe(`/api/v1/edits/${id(3)}/patch?patch=${id(4)}`);
    expect(JSON.stringify(edit)).not.toContain("secret/path.png");
  });

  test("that failed says why in the words of today's table", () => {
    const edit = toEdit({ ...editRow, status: "failed", error_code: "timeout" });
    expect(edit.error).toEqual({ code: "timeout", message: SENTENCES.timeout, moderation: null });
  });

  test("that failed with a code we no longer know is still an answer", () => {
    const edit = toEdit({ ...editRow, status: "failed", error_code: "of_long_ago" });
    expect(editContract.parse(edit).error).toEqual({
      code: "internal",
      message: SENTENCES.internal,
      moderation: null,
    });
  });

  test("that content rules stopped says on which side and under which category", () => {
    const moderation = { side: "output", category: "violence" } as const;
    const edit = toEdit({ ...editRow, status: "failed", error_code: "moderated", moderation });
    expect(editContract.parse(edit).error).toMatchObject({ code: "moderated", moderation });
  });

  test("that runs names its newest preview by an address of its own", () => {
    const preview = { x: 1, y: 2, width: 3, height: 4, version: 1764 };
    const edit = toEdit({ ...editRow, status: "running", preview });
    expect(editContract.parse(edit).preview).toEqual({
      x: 1,
      y: 2,
      width: 3,
      height: 4,
      url: `/api/v1/edits/${id(3)}/preview?v=1764`,
    });
  });

  test("that waits says behind how many", () => {
    expect(toEdit({ ...editRow, status: "queued", queue_position: 2 }).queuePosition).toBe(2);
  });
});

test("times are UTC whatever zone the database session speaks", () => {
  expect(toTimestamp("2026-11-22T23:34:13+00:00")).toBe("2026-11-22T23:34:13.000Z");
  expect(toTimestamp("2026-11-23T01:34:13.000001+02:00")).toBe("2026-11-22T23:34:13.000Z");
});
