import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Edit, EditRequest } from "#lib/contracts/edit.ts";
import { editRequest } from "#lib/contracts/edit.ts";
import type { Image } from "#lib/contracts/image.ts";
import { displayOf } from "#lib/server/display-of.ts";
import { editEvents } from "#lib/server/edit-events.ts";
import { type EditAsk, requestEdit } from "#lib/server/request-edit.ts";
import { getObject, pathOf } from "#lib/server/storage.ts";
import { getAccount } from "#lib/server/store/accounts.ts";
import { getEdit } from "#lib/server/store/edits.ts";
import { circleMask } from "#tests/fixtures/masks.ts";
import { displayP3Jpeg, openSamples } from "#tests/fixtures/pictures.ts";
import { makeSamples8, makeSamples16, type Samples } from "#tests/fixtures/samples.ts";
import { createMisbehavingProvider } from "#tests/sandbox/misbehaving-provider.ts";
import {
  createWholePictureProvider,
  noisePng,
  type WholePictureProvider,
} from "#tests/sandbox/whole-picture-provider.ts";
import { readEvents, type Told } from "./read-events.ts";
import { differences, readSamples } from "./samples-of.ts";
import { type Service, startService } from "./service.ts";
import { waitFor } from "./wait.ts";

/** Every model here paints noise everywhere: whatever stays the same, Repaint kept. */
let service: Service;
let whole: WholePictureProvider;
let user: string;

beforeAll(async () => {
  whole = createWholePictureProvider();
  service = await startService([whole.create, createMisbehavingProvider]);
  user = await service.newUser(1000);
});
afterAll(() => service.stop());

type Wish = Omit<EditRequest, "imageId"> & Partial<Pick<EditAsk, "mask" | "references">>;

function ask(image: Image, { mask = null, references = [], ...wish }: Wish): Promise<Edit> {
  const request = editRequest.parse({ imageId: image.id, ...wish });
  return requestEdit(user, { request, mask, references, idempotencyKey: null });
}

async function run(image: Image, wish: Wish): Promise<Edit> {
  const ended = await service.waitForEnd(user, await ask(image, wish));
  expect(ended).toMatchObject({ status: "succeeded", outsidePixelsChanged: 0, preview: null, error: null });
  expect(ended.tokens.charged).toBe(ended.tokens.quoted);
  return ended;
}

const exported = async (image: Image, edit?: Edit) => readSamples(await service.exportPng(user, image, edit));

const PICTURES: Record<string, () => Samples> = {
  "8-bit RGB": () => makeSamples8(400, 300, 3),
  "8-bit RGB with alpha": () => makeSamples8(400, 300, 4),
  "16-bit RGB": () => makeSamples16(400, 300, 3),
  "16-bit RGB with alpha": () => makeSamples16(400, 300, 4),
  "8-bit grey": () => makeSamples8(400, 300, 1),
};
const KINDS = Object.keys(PICTURES);
const HALF_A_PICTURE = (await displayP3Jpeg(300, 200)).subarray(0, 6_000);

const SPACES = { 8: { grey: "b-w", rgb: "srgb" }, 16: { grey: "grey16", rgb: "rgb16" } } as const;

async function upload(samples: Samples): Promise<Image> {
  const space = SPACES[samples.data instanceof Uint16Array ? 16 : 8][samples.channels < 3 ? "grey" : "rgb"];
  return service.upload(user, await openSamples(samples).toColourspace(space).png().toBuffer());
}

const given = (kind: string) => (PICTURES[kind] as () => Samples)();

describe.each(["edges", "padding"])("a picture extended by a model that works by %s", (way) => {
  const expand = { left: 60, top: 0, right: 30, bottom: 45 };

  test.each(KINDS)("holds every old pixel exactly, but for the declared seam: %s", async (kind) => {
    const before = given(kind);
    const image = await upload(before);
    const edit = await run(image, { operation: "outpaint", model: `whole/${way}`, expand });
    expect(edit.replaced).toMatchObject({ width: 490, height: 345, placed: { x: 60, y: 0, scale: 1 } });
    expect(edit.patches).toMatchObject([{ mode: "replace", x: 0, y: 0, width: 490, height: 345 }]);
    expect(edit.spreadPixels).toBeLessThanOrEqual(16);

    const after = await exported(image, edit);
    expect(after).toMatchObject({ width: 490, height: 345, channels: before.channels });
    expect(after.data.BYTES_PER_ELEMENT).toBe(before.data.BYTES_PER_ELEMENT);
    const changed = differences(before, after, { x: 60, y: 0 });
    const isFar = (x: number, y: number) =>
      x >= edit.spreadPixels && 400 - x > edit.spreadPixels && 300 - y > edit.spreadPixels;
    expect(changed.filter(({ x, y }) => isFar(x, y))).toEqual([]);
  });
});

test("a picture extended to one side is shown to a masking model near that side only, at its own scale", async () => {
  const image = await upload(makeSamples8(1600, 200, 3));
  const expand = { left: 0, top: 0, right: 100, bottom: 0 };
  const edit = await run(image, { operation: "outpaint", model: "whole/padding", expand });
  expect(edit.window?.width).toBeLessThan(900);
  expect((edit.window?.x ?? 0) + (edit.window?.width ?? 0)).toBe(1700);
  expect(edit.warnings).toEqual([]);
});

describe("a subject cut out by a model", () => {
  test.each(KINDS)("keeps every colour of the picture; only alpha is the model's: %s", async (kind) => {
    const before = given(kind);
    const image = await upload(before);
    const edit = await run(image, { operation: "remove-background", model: "whole/cut" });
    expect(edit.replaced).toMatchObject({ width: 400, height: 300, hasAlpha: true });
    const after = await exported(image, edit);
    const colours = before.channels < 3 ? 1 : 3;
    expect(after.channels).toBe(colours + 1);
    for (let pixel = 0; pixel < 400 * 300; pixel++) {
      for (let c = 0; c < colours; c++) {
        const [own, kept] = [before.data[pixel * before.channels + c], after.data[pixel * after.channels + c]];
        if (own !== kept) expect({ pixel, c, kept }).toEqual({ pixel, c, kept: own });
      }
    }
    const alphaAt = (x: number) => after.data[(150 * 400 + x) * after.channels + colours];
    const max = before.data instanceof Uint16Array ? 65_535 : 255;
    const own = before.channels % 2 === 0 ? before.data[(150 * 400 + 390) * before.channels + colours] : max;
    expect([alphaAt(10), alphaAt(390)]).toEqual([0, own]);
  });
});

describe("an enlarged picture", () => {
  test.each(KINDS)("has exactly the size asked for, and its depth, colour model and alpha: %s", async (kind) => {
    const before = given(kind);
    const image = await upload(before);
    const edit = await run(image, { operation: "upscale", model: "whole/enlarge", scale: 3 });
    expect(edit.replaced).toMatchObject({ width: 1200, height: 900, placed: { x: 0, y: 0, scale: 3 } });
    const sent = whole.asked.at(-1)?.call;
    expect(sent).toMatchObject({ scale: 3, mask: null, width: 400, height: 304 });
    const after = await exported(image, edit);
    expect(after).toMatchObject({ width: 1200, height: 900, channels: before.channels });
    expect(after.data.BYTES_PER_ELEMENT).toBe(before.data.BYTES_PER_ELEMENT);
  });

  test("keeps the photo's colour profile and is displayed from tiles of its own", async () => {
    const image = await service.upload(user, await displayP3Jpeg(500, 400));
    const edit = await run(image, { operation: "upscale", model: "whole/enlarge", scale: 2 });
    expect(edit.replaced?.tiles).toEqual({ size: 1024, levels: 1 });
    const { tile, thumbnail, hasAlpha } = await displayOf(user, image.id, edit.id);
    expect(hasAlpha).toBe(false);
    expect((await getObject(tile(0, 0, 0))).length).toBeGreaterThan(1000);
    expect((await getObject(thumbnail)).length).toBeGreaterThan(1000);
    expect((await readSamples(await service.exportPng(user, image, edit))).profile).toContain("P3");
    await expect(displayOf(await service.newUser(0), image.id, edit.id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a picture repainted as a whole", () => {
  test.each(KINDS)("is the model's in every colour and keeps its alpha exactly: %s", async (kind) => {
    const before = given(kind);
    const image = await upload(before);
    const edit = await run(image, { operation: "restyle", model: "whole/paint", prompt: "noise" });
    const after = await exported(image, edit);
    expect(after.channels).toBe(before.channels);
    if (before.channels % 2 === 0) {
      for (let at = before.channels - 1; at < before.data.length; at += before.channels) {
        if (before.data[at] !== after.data[at])
          expect({ at, alpha: after.data[at] }).toEqual({ at, alpha: before.data[at] });
      }
    }
    expect(differences(before, after, { x: 0, y: 0 }).length).toBeGreaterThan(400 * 300 * 0.9);
    expect(edit.spreadPixels).toBe(0);
  });

  test("says so when the model saw it smaller than it is", async () => {
    const image = await upload(makeSamples8(1200, 800, 3));
    const { warnings } = await run(image, { operation: "restyle", model: "whole/paint" });
    expect(warnings).toMatchObject([
      { code: "resized", values: { model: "whole/paint", percent: expect.any(Number) } },
    ]);
  });

  test("changes nothing outside a mask that is drawn all the same", async () => {
    const before = makeSamples8(400, 300, 3);
    const image = await upload(before);
    const circle = { x: 200, y: 150, radius: 40 };
    const edit = await run(image, {
      operation: "restyle",
      model: "whole/masked",
      mask: await circleMask(image, circle),
    });
    const changed = differences(before, await exported(image, edit), { x: 0, y: 0 });
    const reach = circle.radius + edit.spreadPixels;
    expect(changed.length).toBeGreaterThan(circle.radius ** 2);
    expect(changed.filter(({ x, y }) => Math.hypot(x - circle.x, y - circle.y) > reach)).toEqual([]);
  });
});

describe("a second edit", () => {
  const circle = { x: 100, y: 280, radius: 30 };

  test.each<[string, Wish]>([
    [
      "an extended",
      { operation: "outpaint", model: "whole/edges", expand: { left: 50, top: 20, right: 0, bottom: 0 } },
    ],
    ["an enlarged", { operation: "upscale", model: "whole/enlarge", scale: 2 }],
    ["a cut out", { operation: "remove-background", model: "whole/cut" }],
  ])("on %s picture lies on its pixels and changes nothing outside its own mask", async (_, wish) => {
    const image = await upload(makeSamples16(400, 300, 4));
    const first = await run(image, wish);
    const size = first.replaced as NonNullable<Edit["replaced"]>;
    const mask = await circleMask(size, circle);
    const second = await run(image, { operation: "erase", model: "stand-in/noise", parentEditId: first.id, mask });
    expect(second.replaced).toBeNull();
    const [before, after] = [await exported(image, first), await exported(image, second)];
    expect(after).toMatchObject({ width: size.width, height: size.height });
    const changed = differences(before, after, { x: 0, y: 0 });
    const reach = circle.radius + second.spreadPixels;
    expect(changed.length).toBeGreaterThan(circle.radius ** 2);
    expect(changed.filter(({ x, y }) => Math.hypot(x - circle.x, y - circle.y) > reach)).toEqual([]);
  });

  test("can replace the picture again: extended, marked, enlarged", async () => {
    const image = await upload(makeSamples8(200, 150, 3));
    const expand = { left: 20, top: 0, right: 0, bottom: 0 };
    const extended = await run(image, { operation: "outpaint", model: "whole/padding", expand });
    const mask = await circleMask({ width: 220, height: 150 }, { x: 60, y: 60, radius: 20 });
    const marked = await run(image, { operation: "erase", model: "stand-in/noise", parentEditId: extended.id, mask });
    const enlarged = await run(image, {
      operation: "upscale",
      model: "whole/enlarge",
      scale: 2,
      parentEditId: marked.id,
    });
    expect(enlarged.replaced).toMatchObject({ width: 440, height: 300 });
    expect(await exported(image, enlarged)).toMatchObject({ width: 440, height: 300 });
    expect(await exported(image)).toMatchObject({ width: 200, height: 150 });
  });

  test("takes a mask of the size of what it builds on, not of the original", async () => {
    const image = await upload(makeSamples8(200, 150, 3));
    const first = await run(image, { operation: "upscale", model: "whole/enlarge", scale: 2 });
    const wish = { operation: "erase", model: "stand-in/noise", parentEditId: first.id } as const;
    const mask = await circleMask(image, { x: 60, y: 60, radius: 20 });
    await expect(ask(image, { ...wish, mask })).rejects.toMatchObject({ code: "mask_size_mismatch" });
  });
});

describe("what cannot be done is refused before anything is set aside", () => {
  const none = { left: 0, top: 0, right: 0, bottom: 0 };

  test.each<[string, Wish, object]>([
    ["a mask where one is needed", { operation: "erase", model: "stand-in/noise" }, { code: "mask_required" }],
    ["a mask that the model needs", { operation: "restyle", model: "whole/masked" }, { code: "mask_required" }],
    [
      "how far to extend",
      { operation: "outpaint", model: "whole/edges" },
      { code: "invalid_request", field: "expand" },
    ],
    [
      "any side to extend",
      { operation: "outpaint", model: "whole/padding", expand: none },
      { code: "invalid_request", field: "expand" },
    ],
    ["how often to enlarge", { operation: "upscale", model: "whole/enlarge" }, { code: "invalid_request" }],
    [
      "a factor the model can reach",
      { operation: "upscale", model: "whole/enlarge", scale: 4 },
      { code: "operation_not_supported" },
    ],
    [
      "a result below 100 megapixels",
      { operation: "outpaint", model: "whole/edges", expand: { ...none, left: 10_000, bottom: 10_000 } },
      { code: "result_too_large", field: "expand" },
    ],
    [
      "an operation that reads it, for a mask",
      { operation: "upscale", model: "whole/enlarge", scale: 2, mask: new Uint8Array(1) },
      { code: "invalid_request", field: "mask" },
    ],
    [
      "an operation that extends",
      { operation: "restyle", model: "whole/paint", expand: { ...none, left: 1 } },
      { code: "invalid_request", field: "expand" },
    ],
    [
      "options within the model's ranges",
      { operation: "restyle", model: "whole/paint", options: { seed: 11 } },
      { code: "invalid_request", field: "options.seed" },
    ],
    [
      "further pictures that can be read to their end",
      { operation: "restyle", model: "whole/paint", references: [HALF_A_PICTURE] },
      { code: "corrupt_image", field: "reference" },
    ],
    [
      "no more references than the model looks at",
      { operation: "remove-background", model: "whole/cut", references: [new Uint8Array(0)] },
      { code: expect.stringMatching(/unsupported_format|operation_not_supported/) },
    ],
  ])("wanted: %s", async (_, wish, refusal) => {
    const image = await upload(makeSamples8(200, 150, 3));
    const before = await getAccount(user);
    await expect(ask(image, wish)).rejects.toMatchObject(refusal);
    expect(await getAccount(user)).toEqual(before);
  });

  test("a picture too large for a model that takes it unscaled only", async () => {
    const image = await upload(makeSamples8(800, 700, 3));
    const asked = ask(image, { operation: "upscale", model: "whole/enlarge", scale: 2 });
    await expect(asked).rejects.toMatchObject({ code: "image_too_large_for_model" });
  });
});

test("an edit that content rules stopped says on which side and why, and costs nothing", async () => {
  const image = await upload(makeSamples8(200, 150, 3));
  const before = await getAccount(user);
  const ended = await service.waitForEnd(user, await ask(image, { operation: "restyle", model: "whole/moderates" }));
  expect(ended).toMatchObject({
    status: "failed",
    tokens: { charged: 0 },
    replaced: null,
    error: { code: "moderated", moderation: { side: "output", category: "violence" } },
  });
  expect(await getAccount(user)).toEqual(before);
});

test("options set the price and reach the model; those it lacks are told, not dropped in silence", async () => {
  const image = await upload(makeSamples8(200, 150, 3));
  const options = { seed: 7, quality: "high", guidance: 3 };
  const edit = await run(image, { operation: "restyle", model: "whole/paint", options });
  expect(edit.tokens).toEqual({ quoted: 6, charged: 6 });
  expect(edit.warnings).toMatchObject([
    { code: "option_unsupported", values: { model: "whole/paint", option: "guidance" } },
  ]);
  expect(whole.asked.at(-1)?.call.options).toEqual({ seed: 7, quality: "high" });
});

test("further pictures reach the model encoded anew and no larger than it needs", async () => {
  const image = await upload(makeSamples8(200, 150, 3));
  const references = [await displayP3Jpeg(3000, 200), await displayP3Jpeg(50, 60)];
  await run(image, { operation: "restyle", model: "whole/paint", references });
  const sent = whole.asked.at(-1)?.call.references ?? [];
  const sizes = await Promise.all(sent.map(async ({ bytes }) => readSamples(bytes)));
  expect(sizes.map(({ width, height }) => [width, height])).toEqual([
    [2048, 137],
    [50, 60],
  ]);
});

test("unfinished results are seen while a streaming model works, and are gone when it has ended", async () => {
  const image = await upload(makeSamples8(200, 150, 3));
  const edit = await ask(image, { operation: "restyle", model: "whole/stream" });
  const path = pathOf.preview(user, image.id, edit.id);
  let told: readonly Told[] = [];
  let shown = false;
  const shows = setInterval(async () => {
    whole.showNext(shown ? await noisePng(200, 152, 3) : new Uint8Array([1, 2, 3]));
    shown = true;
  });
  try {
    told = await readEvents(editEvents(user, edit, null, new AbortController().signal), async ({ event }) => {
      if (event !== "preview") return;
      const preview = await readSamples(await getObject(path));
      expect(preview).toMatchObject({ width: 200, height: 150, channels: 4 });
      whole.release();
    });
  } finally {
    clearInterval(shows);
    whole.release();
  }
  const previews = told.filter(({ event }) => event === "preview").map(({ edit: { preview } }) => preview);
  expect(previews[0]).toMatchObject({ x: 0, y: 0, width: 200, height: 150 });
  expect(previews[0]?.url).toMatch(new RegExp(`^/api/v1/edits/${edit.id}/preview\\?v=\\d+$`));
  expect(told.at(-1)).toMatchObject({ event: "done", edit: { status: "succeeded", preview: null } });
  await waitFor("the preview's file to be removed", () =>
    getObject(path).then(
      () => null,
      (error) => error.code === "not_found",
    ),
  );
  expect((await getEdit(user, edit.id))?.preview).toBeNull();
});

test("after all of this the ledger audits clean", async () => {
  expect(await service.auditLedger()).toEqual([]);
});
