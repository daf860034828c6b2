import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { onCanvas, windowOfCanvas } from "#lib/domain/canvas.ts";
import { contains, wholeOf } from "#lib/domain/geometry.ts";
import { maskBounds } from "#lib/domain/mask.ts";
import { borderBounds, borderMask, canvasOf, type Edges, placedOn, planEdges, seamOf } from "#lib/domain/outpaint.ts";
import { cropRaster } from "#lib/domain/raster.ts";
import { channelsAndDepth, imageRules, imageSize, rasterOf, smallSize } from "./arbitraries.ts";

const edgesUpTo = (most: number): fc.Arbitrary<Edges> =>
  fc
    .record({ left: edge(most), top: edge(most), right: edge(most), bottom: edge(most) })
    .filter((edges) => Object.values(edges).some((pixels) => pixels > 0));
const edge = (most: number) => fc.oneof(fc.constant(0), fc.integer({ min: 1, max: most }));

const smallCanvas = fc
  .tuple(smallSize, channelsAndDepth)
  .chain(([size, { channels, depth }]) => fc.record({ raster: rasterOf(size, channels, depth), edges: edgesUpTo(12) }));

describe("a canvas", () => {
  it("holds the picture sample for sample, where it is placed, and nothing else", () => {
    fc.assert(
      fc.property(smallCanvas, ({ raster, edges }) => {
        const canvas = onCanvas(raster, edges);
        expect(canvas).toMatchObject(canvasOf(raster, edges));
        expect(cropRaster(canvas, placedOn(raster, edges))).toEqual(raster);
        const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
        expect(sum(canvas.data)).toBe(sum(raster.data));
      }),
    );
  });

  it("is shown to models with the picture's outermost pixels repeated, in any part of it", () => {
    fc.assert(
      fc.property(smallCanvas, fc.nat(5), ({ raster, edges }, inset) => {
        const { width, height } = canvasOf(raster, edges);
        const window = { x: Math.min(inset, width - 1), y: 0, width: width - Math.min(inset, width - 1), height };
        const shown = windowOfCanvas(raster, edges, window);
        for (let y = 0; y < window.height; y++) {
          for (let x = 0; x < window.width; x++) {
            const column = Math.min(raster.width - 1, Math.max(0, window.x + x - edges.left));
            const row = Math.min(raster.height - 1, Math.max(0, window.y + y - edges.top));
            const own = raster.data[(row * raster.width + column) * raster.channels];
            expect(shown.data[(y * window.width + x) * raster.channels]).toBe(own);
          }
        }
      }),
    );
  });

  it("is masked exactly where it is new, and the bounds of that are known without the mask", () => {
    fc.assert(
      fc.property(smallSize, edgesUpTo(12), (size, edges) => {
        const canvas = canvasOf(size, edges);
        const mask = borderMask(size, edges, wholeOf(canvas));
        expect(maskBounds(mask)).toEqual(borderBounds(size, edges));
        const marked = mask.data.filter((value) => value === 255).length;
        expect(marked).toBe(canvas.width * canvas.height - size.width * size.height);
        expect(mask.data.every((value) => value === 0 || value === 255)).toBe(true);
      }),
    );
  });

  it("has a seam narrower than half the picture", () => {
    fc.assert(
      fc.property(imageSize, (size) => {
        const { spreadPixels } = seamOf(size);
        expect(spreadPixels).toBeGreaterThanOrEqual(1);
        expect(spreadPixels * 2).toBeLessThan(Math.min(size.width, size.height));
      }),
    );
  });
});

describe("extending by a model that is told how far", () => {
  const ask = fc.record({
    image: imageSize,
    expand: edgesUpTo(4000),
    rules: imageRules,
    maxPerSide: fc.integer({ min: 1, max: 4000 }),
  });

  it("sends a picture that obeys every rule, all but unstretched, and never asks for less than is needed", () => {
    fc.assert(
      fc.property(ask, (asked) => {
        let plan: ReturnType<typeof planEdges>;
        try {
          plan = planEdges(asked);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^(image_rejected|operation_not_supported)$/) });
          return;
        }
        const { image, expand, rules, maxPerSide } = asked;
        const { sent, sentExpand } = plan;
        const [short, long] = [Math.min(sent.width, sent.height), Math.max(sent.width, sent.height)];
        expect(short).toBeGreaterThanOrEqual(rules.minSide);
        expect(long).toBeLessThanOrEqual(rules.maxSide);
        expect(long / short).toBeLessThanOrEqual(rules.maxRatio + 1e-9);
        expect([sent.width % rules.multipleOf, sent.height % rules.multipleOf]).toEqual([0, 0]);
        const stretch = Math.abs(Math.log((sent.width * image.height) / (sent.height * image.width)));
        expect(stretch).toBeLessThanOrEqual(Math.log(1.0500001));
        for (const [side, pixels] of Object.entries(expand) as [keyof Edges, number][]) {
          const isAcross = side === "left" || side === "right";
          const scale = isAcross ? sent.width / image.width : sent.height / image.height;
          expect(sentExpand[side]).toBeGreaterThanOrEqual(pixels * scale - 1e-6);
          expect(sentExpand[side]).toBeLessThan(pixels * scale + 1);
          expect(sentExpand[side]).toBeLessThanOrEqual(maxPerSide);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("sends an ordinary photo at the size the model likes best", () => {
    const rules = { minSide: 64, maxSide: 4096, minPixels: 4096, maxPixels: 9_000_000, maxRatio: 3, multipleOf: 8 };
    const image = { width: 4000, height: 3000 };
    const expand = { left: 400, top: 0, right: 0, bottom: 0 };
    const { sent, sentExpand } = planEdges({
      image,
      expand,
      rules: { ...rules, preferredPixels: 1_048_576 },
      maxPerSide: 2000,
    });
    expect(sent.width * sent.height).toBeGreaterThan(1_000_000);
    expect(sent.width * sent.height).toBeLessThanOrEqual(1_048_576);
    expect(sentExpand).toEqual({ left: Math.ceil((400 * sent.width) / 4000), top: 0, right: 0, bottom: 0 });
    expect(contains(wholeOf(image), wholeOf(sent))).toBe(true);
  });

  it("is refused for a picture narrower than the model takes, and for a side farther than it can go", () => {
    const rules = {
      minSide: 64,
      maxSide: 4096,
      minPixels: 4096,
      maxPixels: 9_000_000,
      maxRatio: 2.5,
      multipleOf: 1,
      preferredPixels: 1_048_576,
    };
    const expand = { left: 100, top: 0, right: 0, bottom: 0 };
    const narrow = { image: { width: 4000, height: 200 }, expand, rules, maxPerSide: 2000 };
    expect(() => planEdges(narrow)).toThrow(expect.objectContaining({ code: "image_rejected" }));
    const far = { image: { width: 100, height: 100 }, expand: { ...expand, left: 5000 }, rules, maxPerSide: 2000 };
    expect(() => planEdges(far)).toThrow(expect.objectContaining({ code: "operation_not_supported", field: "expand" }));
  });
});
