import sharp from "sharp";
import { expect, test } from "vitest";
import { planEdit } from "#lib/domain/edit-plan.ts";
import type { Size } from "#lib/domain/raster.ts";
import type { Model } from "#lib/providers/provider.ts";
import { readHeader } from "#lib/server/codec/inspect.ts";
import { openDrawnMask } from "#lib/server/run-edit/drawn-mask.ts";
import { rereadable } from "#lib/server/run-edit/rereadable.ts";
import { prepareWork } from "#lib/server/run-edit/ways/prepare-work.ts";
import type { Task } from "#lib/server/run-edit/ways/work.ts";
import { type Circle, circleMask } from "#tests/fixtures/masks.ts";
import { createMisbehavingProvider } from "#tests/sandbox/misbehaving-provider.ts";

const model = createMisbehavingProvider().models[0] as Model;

/** A grey picture in which a disc is marked, and an answer that is red everywhere. */
async function repainted(size: Size, circle: Circle, by: Model = model) {
  const grey = sharp({ create: { ...size, channels: 3, background: "#808080" } });
  const base = await grey.png({ compressionLevel: 1 }).toBuffer();
  const drawn = await openDrawnMask(await circleMask(size, circle), size);
  const task: Task = {
    operation: "erase",
    version: { base, facts: await readHeader(base), above: [] },
    size,
    drawn,
    expand: null,
    scale: null,
  };
  const plan = planEdit({ operation: "erase", image: size, maskBounds: drawn.bounds, model: by, variants: 1 });
  const work = await prepareWork(task, plan, by);
  const red = sharp({ create: { ...plan.sent, channels: 3, background: "#ff0000" } });
  const image = { bytes: await red.png().toBuffer(), format: "encoded" } as const;
  const composed = await work.compose(await work.read({ image, warnings: [], requestId: null, costMicroUsd: null }));
  const told = await sharp(work.call.mask as Uint8Array)
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  return { plan, told, composed };
}

/** Alpha of the patch along the row through the circle's centre, by the distance from its rim. */
function alphaBeyondRim({ composed }: Awaited<ReturnType<typeof repainted>>, { x, y, radius }: Circle) {
  const { raster } = composed;
  const row = (y - composed.y) * raster.width;
  return (distance: number) => {
    const column = x + radius + distance - composed.x;
    return column < raster.width ? raster.data[(row + column + 1) * raster.channels - 1] : 0;
  };
}

const SIZE = { width: 600, height: 600 };
const CIRCLE = { x: 300, y: 300, radius: 100 };

test("a model that softens nothing is told all that may change, and its answer is cut softly", async () => {
  const done = await repainted(SIZE, CIRCLE);
  const { grow, feather, spreadPixels } = done.plan.spread;
  const alpha = alphaBeyondRim(done, CIRCLE);
  expect(feather).toBeGreaterThanOrEqual(2);
  expect([alpha(0), alpha(grow), alpha(spreadPixels), alpha(spreadPixels + 1)]).toEqual([255, 255, 0, 0]);
  expect(alpha(grow + 1)).toBeGreaterThan(0);
  expect(alpha(grow + 1)).toBeLessThan(255);
  expect(done.composed.countChanged()).toBe(0);
});

test("a model that softens the edge itself is told a hard mask without our soft edge, and nothing fades twice", async () => {
  const ours = await repainted(SIZE, CIRCLE);
  const theirs = await repainted(SIZE, CIRCLE, { ...model, feather: "provider" });
  expect(theirs.plan.spread.spreadPixels).toBe(ours.plan.spread.spreadPixels);
  expect(new Set(theirs.told)).toEqual(new Set([0, 255]));
  const marked = ({ told }: typeof ours) => told.filter((value) => value > 0).length;
  expect(marked(theirs)).toBeLessThan(marked(ours));

  const alpha = alphaBeyondRim(theirs, CIRCLE);
  const { spreadPixels } = theirs.plan.spread;
  expect([alpha(0), alpha(spreadPixels - 1), alpha(spreadPixels), alpha(spreadPixels + 1)]).toEqual([255, 255, 0, 0]);
  expect(theirs.composed.countChanged()).toBe(0);
});

test("a window too large to be kept while the provider works is read again, and repainted just as well", async () => {
  const size = { width: 2_400, height: 2_400 };
  const circle = { x: 1_200, y: 1_200, radius: 1_100 };
  const done = await repainted(size, circle);
  const alpha = alphaBeyondRim(done, circle);
  const { grow, spreadPixels } = done.plan.spread;
  expect([alpha(0), alpha(grow), alpha(spreadPixels)]).toEqual([255, 255, 0]);
  expect(done.composed.countChanged()).toBe(0);
});

test("few pixels are read once, many each time, so that none of them are held meanwhile", async () => {
  const readsOf = async (size: Size) => {
    let reads = 0;
    const read = rereadable(size, async () => ++reads);
    await read();
    await read();
    return reads;
  };
  expect(await readsOf({ width: 2_000, height: 2_000 })).toBe(1);
  expect(await readsOf({ width: 2_001, height: 2_000 })).toBe(2);
});
