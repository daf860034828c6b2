import fc from "fast-check";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { hardMask } from "#lib/domain/effective-mask.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { cropMask, maskBounds } from "#lib/domain/mask.ts";
import { fitMask } from "#lib/domain/mask-encoding.ts";
import { OPERATIONS, type Operation } from "#lib/domain/operation.ts";
import type { Mask, Raster, Rect, Size } from "#lib/domain/raster.ts";
import { type ImageRules, planWindow } from "#lib/domain/window.ts";
import type { EncodedImage, Model, Provider, ProviderCall, ProviderResult } from "#lib/providers/provider.ts";
import type { ProviderEnv, ProviderSettings } from "#lib/providers/settings.ts";
import { prepareModelInput } from "#lib/server/run-edit/model-input.ts";
import { type Sandbox, startSandbox } from "#tests/sandbox/kit/server.ts";
import type { Standin } from "#tests/sandbox/kit/standin.ts";

export interface Conformance {
  readonly create: (settings: ProviderSettings) => Provider;
  readonly standin: Standin;
  /** The variables that make it available, given the address of its stand-in. */
  readonly env: (baseUrl: string) => Partial<ProviderEnv>;
  /** Options a model cannot be called without, by model id. */
  readonly options?: Readonly<Record<string, ProviderCall["options"]>>;
  /** Pictures a model cannot be called without, by model id. */
  readonly references?: Readonly<Record<string, readonly EncodedImage[]>>;
}

/**
 * What every provider must keep, whoever wrote it: run against its stand-in, with windows, masks and encodings made by
 * the pipeline itself. Returns what a provider's own tests need for their cases.
 */
export function testConformance({ create, standin, env, options = {}, references = {} }: Conformance) {
  let sandbox: Sandbox;
  let provider: Provider;
  beforeAll(async () => {
    sandbox = await startSandbox([standin]);
    provider = create({ env: { LOCAL_EDIT_TOKENS: 1, ...env(sandbox.baseUrlOf(standin.id)) }, engine: null });
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox.close());

  const models = create({ env: { LOCAL_EDIT_TOKENS: 1 }, engine: null }).models;
  const model = (id: string) => {
    const found = provider.models.find((candidate) => candidate.id === id);
    if (!found) throw new Error(`${standin.id} has no model ${id}`);
    return found;
  };
  /** By model: to prepare one takes longer than most of what is asked with it. */
  const prepared = new Map<string, ReturnType<typeof callOf>>();
  const ask = async (id: string, changes: Partial<ProviderCall> = {}) => {
    const preparing = prepared.get(id) ?? callOf(model(id), PICTURE, MARK, options[id], references[id]);
    prepared.set(id, preparing);
    const { call } = await preparing;
    return provider.edit({ ...call, signal: new AbortController().signal, ...changes });
  };

  test("is listed as unavailable, with a reason that names what to set, until it is configured", () => {
    const bare = create({ env: { LOCAL_EDIT_TOKENS: 1 }, engine: null });
    expect(bare.availability()).toMatchObject({
      available: false,
      reason: { values: { variable: expect.stringMatching(/^[A-Z0-9]+_(API_KEY|BASE_URL)$/) } },
    });
    expect(provider.availability()).toEqual({ available: true });
    for (const { id, operations } of bare.models) {
      expect(id.startsWith(`${bare.id}/`)).toBe(true);
      expect(operations.length).toBeGreaterThan(0);
    }
  });

  describe.each(models.map(({ id }) => id))("%s", (id) => {
    test("plans no window that breaks its limits, for any picture and mask", () => {
      const { image, upscale } = model(id);
      if (upscale) return;
      fc.assert(
        fc.property(anyPictureAndMark, ({ size, mark }) => {
          const { sent, placed, window } = planWindow({ image: size, maskBounds: mark, rules: image });
          expect(brokenRules(sent, image)).toEqual([]);
          expect(placed.x + placed.width).toBeLessThanOrEqual(sent.width);
          expect(placed.y + placed.height).toBeLessThanOrEqual(sent.height);
          expect(window.x <= mark.x && window.x + window.width >= mark.x + mark.width).toBe(true);
        }),
        { numRuns: 50 },
      );
    });

    test("is understood by the service as it was meant: the size, the region, and nothing else", async () => {
      await fc.assert(
        fc.asyncProperty(smallPictureAndMask, async ({ size, mask }) => {
          sandbox.reset();
          const { call, region } = await callOf(model(id), size, mask, options[id], references[id]);
          const result = await provider.edit(call);
          const [submission, ...others] = sandbox.submissionsTo(standin.id);
          expect(others).toEqual([]);
          expect(submission?.size).toMatchObject({ width: call.width, height: call.height });
          const seen = submission?.region?.data ?? null;
          if (region === null) expect(seen).toBeNull();
          else if (model(id).feather === "ours") expectSame(seen, region);
          else expectSoftened(seen, region);
          await expectPicture(result);
        }),
        { numRuns: 6 },
      );
    });

    test("says that it softens the edge itself only where it is told a mask to be softened", () => {
      const { feather, mask } = model(id);
      if (feather === "provider")
        expect(mask).toMatchObject({ channel: expect.not.stringMatching("none"), soft: false });
      else expect(feather).toBe("ours");
    });

    test.each(Object.entries(standin.faults))(
      "meets %s with its code, and tells nobody its key",
      async (fault, { code }) => {
        sandbox.fail(standin.id, fault, 3);
        const outcome = await ask(id).catch((error: unknown) => error);
        if (isPicture(outcome)) {
          // What is no failure of the request shows in the picture itself, which the pipeline decodes and refuses.
          expect(code).toBe("bad_response");
          await expect(sharp(outcome.image.bytes).metadata()).rejects.toThrow();
          return;
        }
        expect(outcome).toBeInstanceOf(RepaintError);
        expect(outcome).toMatchObject({ code });
        if (standin.key) expect(String((outcome as Error).message)).not.toContain(standin.key);
      },
    );

    test("fails cleanly when the line drops, and when the answer breaks off", async () => {
      sandbox.fail(standin.id, "drops", 3);
      await expect(ask(id)).rejects.toMatchObject({ code: "network" });
      sandbox.reset();
      sandbox.fail(standin.id, "truncates", 3);
      await expect(ask(id)).rejects.toMatchObject({ code: expect.stringMatching(/^(network|bad_response)$/) });
      expect(sandbox.submissionsTo(standin.id).length, "billed once").toBeLessThanOrEqual(1);
    });

    test("ends at once when it is cancelled while the service hangs", async () => {
      sandbox.fail(standin.id, "hangs");
      const cancelled = new RepaintError("cancelled");
      const abort = new AbortController();
      const before = sandbox.requests.length;
      const asked = ask(id, { signal: abort.signal });
      // A request cut off on its way would still come, and be taken for one of the next test.
      await vi.waitFor(() => expect(sandbox.requests.length).toBeGreaterThan(before), { timeout: 10_000 });
      abort.abort(cancelled);
      await expect(asked).rejects.toBe(cancelled);
    });
  });

  return { ask, sandbox: () => sandbox, provider: () => provider, model };
}

const PICTURE: Size = { width: 320, height: 240 };
const MARK = discOf(PICTURE, 160, 120, 40);

/**
 * A call as the pipeline makes it, planned, scaled and encoded by the model's declaration; and the region that it means
 * (255 = repaint), which has not gone through any encoding.
 */
export async function callOf(
  model: Model,
  size: Size,
  mask: Mask,
  options: ProviderCall["options"] = {},
  references: ProviderCall["references"] = [],
): Promise<{ call: ProviderCall; region: Uint8Array | null }> {
  const operation = model.operations[0] as Operation;
  const needsMask = OPERATIONS[operation].mask === "required" || model.mask.required;
  const plan = planWindow({ image: size, maskBounds: maskBounds(mask) as Rect, rules: model.image });
  const cropped = cropMask(mask, plan.window);
  const told = model.feather === "provider" ? hardMask(cropped, 0) : cropped;
  const { image, mask: encoded } = await prepareModelInput(pictureOf(plan.window), told, plan, model);
  const { width, height } = plan.sent;
  const fitted = fitMask(told, plan).data;
  const call = {
    model,
    operation,
    image,
    mask: needsMask ? encoded : null,
    width,
    height,
    prompt: model.prompt.use === "ignored" ? "" : "a red umbrella",
    options,
    references,
    expand:
      operation === "outpaint" && model.outpaint?.by === "edges" ? { left: 16, top: 0, right: 32, bottom: 0 } : null,
    scale: operation === "upscale" ? 2 : null,
    userHash: "0123456789abcdef",
    signal: new AbortController().signal,
    onProgress: () => {},
    onPreview: () => {},
    jobId: null,
    onJobId: async () => {},
  };
  // Everything marked is the same as nothing said, where the model needs no mask.
  const isWhole = fitted.every((value) => value === 255);
  const isTold = needsMask && model.mask.channel !== "none" && (model.mask.required || !isWhole);
  return { call, region: isTold ? fitted.map((value) => (model.mask.soft ? value : value > 0 ? 255 : 0)) : null };
}

/** Every rule of the model that a size breaks, by name. */
function brokenRules({ width, height }: Size, rules: ImageRules): string[] {
  const pixels = width * height;
  return Object.entries({
    minSide: Math.min(width, height) >= rules.minSide,
    maxSide: Math.max(width, height) <= rules.maxSide,
    minPixels: pixels >= rules.minPixels,
    maxPixels: pixels <= rules.maxPixels,
    maxRatio: Math.max(width / height, height / width) <= rules.maxRatio + 1e-9,
    multipleOf: width % rules.multipleOf === 0 && height % rules.multipleOf === 0,
  })
    .filter(([, holds]) => !holds)
    .map(([name]) => name);
}

/** 64 × 64 to 100 megapixels, ratios up to 1:20, marks from one pixel to everything, at any place. */
const anyPictureAndMark = fc
  .record({
    pixels: fc.integer({ min: 64 * 64, max: 100_000_000 }),
    ratio: fc.double({ min: -1, max: 1, noNaN: true }),
  })
  .map(({ pixels, ratio }) => {
    const width = Math.max(16, Math.round(Math.sqrt(pixels * 20 ** ratio)));
    return { width, height: Math.max(16, Math.round(pixels / width)) };
  })
  .chain((size) => fc.record({ size: fc.constant(size), mark: markIn(size) }));

function markIn({ width, height }: Size) {
  return fc
    .record({ x: fc.nat(width - 1), y: fc.nat(height - 1), w: fc.nat(width - 1), h: fc.nat(height - 1) })
    .map(({ x, y, w, h }) => ({
      x,
      y,
      width: Math.max(1, Math.min(w, width - x)),
      height: Math.max(1, Math.min(h, height - y)),
    }));
}

const smallPictureAndMask = fc
  .record({ width: fc.integer({ min: 64, max: 400 }), height: fc.integer({ min: 64, max: 400 }) })
  .chain((size) =>
    fc.record({
      size: fc.constant(size),
      mask: fc
        .array(fc.tuple(fc.nat(size.width - 1), fc.nat(size.height - 1), fc.integer({ min: 0, max: 60 })), {
          minLength: 1,
          maxLength: 3,
        })
        .map((discs) => unionOf(size, discs)),
    }),
  );

function unionOf(size: Size, discs: readonly (readonly [number, number, number])[]): Mask {
  const masks = discs.map(([x, y, radius]) => discOf(size, x, y, radius));
  return {
    ...size,
    data: (masks[0] as Mask).data.map((_, at) => Math.max(...masks.map(({ data }) => data[at] as number))),
  };
}

/** A disc with a soft rim, at least its centre pixel. */
function discOf({ width, height }: Size, x: number, y: number, radius: number): Mask {
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const inside = radius + 1 - Math.hypot(column - x, row - y);
      data[row * width + column] = Math.round(255 * Math.min(1, Math.max(0, inside / 2)));
    }
  }
  data[y * width + x] = 255;
  return { width, height, data };
}

function pictureOf({ width, height }: Size): Raster<Uint8Array> {
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < data.length; at++) data[at] = (at * 7 + (at >> 9)) & 255;
  return { width, height, channels: 3, data };
}

/** A service that blurs or grows the mask by itself where we do it sees another region than the one that was meant. */
function expectSame(seen: Uint8Array | null, region: Uint8Array): void {
  expect(Buffer.compare(seen ?? new Uint8Array(0), region)).toBe(0);
}

/** The service's own blur: only the edge of what it was told has become soft. */
function expectSoftened(seen: Uint8Array | null, region: Uint8Array): void {
  expect(seen).toHaveLength(region.length);
  let soft = 0;
  for (const [at, value] of (seen ?? []).entries()) {
    if (value > 0 && value < 255) soft++;
    else if (value !== region[at]) throw new Error(`${value} where it was told ${region[at]}`);
  }
  if (region.includes(0)) expect(soft).toBeGreaterThan(0);
}

const isPicture = (outcome: unknown): outcome is ProviderResult =>
  typeof outcome === "object" && outcome !== null && "image" in outcome;

async function expectPicture({ image }: ProviderResult): Promise<void> {
  const { width } = await sharp(image.bytes).metadata();
  expect(width).toBeGreaterThan(0);
}
