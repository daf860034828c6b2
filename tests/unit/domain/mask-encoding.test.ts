import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeMask, fitMask, type MaskEncoding, readMaskAsDocumented } from "#lib/domain/mask-encoding.ts";
import { maskOf, rectIn, smallMask, smallSize } from "./arbitraries.ts";

const encodings: fc.Arbitrary<MaskEncoding> = fc.record({
  channel: fc.constantFrom<MaskEncoding["channel"][]>("luminance", "alpha", "raw"),
  polarity: fc.constantFrom<MaskEncoding["polarity"][]>("255-repaints", "255-keeps"),
  soft: fc.boolean(),
  maxBytes: fc.constant(1_000_000),
  required: fc.constant(true),
});

describe("an encoded mask", () => {
  it("tells a model that follows its own documentation exactly the intended region, whatever the encoding", () => {
    fc.assert(
      fc.property(smallMask, encodings, (mask, encoding) => {
        const encoded = encodeMask(mask, encoding);
        if (encoded === null) throw new Error("Only `none` has no mask");
        const seen = readMaskAsDocumented(encoded, encoding);
        const intended = encoding.soft ? mask.data : mask.data.map((value) => (value > 0 ? 255 : 0));
        expect(seen.data).toEqual(intended);
      }),
    );
  });

  it("shows in colour, to a reader that knows no alpha, the region in white, whatever the polarity of alpha", () => {
    fc.assert(
      fc.property(smallMask, encodings, (mask, encoding) => {
        const encoded = encodeMask(mask, { ...encoding, channel: "alpha" });
        const intended = encoding.soft ? mask.data : mask.data.map((value) => (value > 0 ? 255 : 0));
        expect(encoded?.channels).toBe(4);
        for (let pixel = 0; pixel < mask.data.length; pixel++) {
          const colour = encoded?.data.subarray(pixel * 4, pixel * 4 + 3);
          expect([...(colour ?? [])]).toEqual(Array(3).fill(intended[pixel]));
        }
      }),
    );
  });

  it("does not exist for a model that takes none", () => {
    const mask = { width: 1, height: 1, data: Uint8Array.of(255) };
    expect(
      encodeMask(mask, { channel: "none", polarity: "255-keeps", soft: false, maxBytes: 0, required: false }),
    ).toBeNull();
  });
});

describe("a mask fitted to the sent picture", () => {
  const fitting = fc
    .tuple(smallSize, smallSize)
    .chain(([window, sent]) => fc.record({ mask: maskOf(window), sent: fc.constant(sent), placed: rectIn(sent) }));

  it("loses nothing marked: every sent pixel is at least as strong as every window pixel it touches", () => {
    fc.assert(
      fc.property(fitting, ({ mask, sent, placed }) => {
        const fitted = fitMask(mask, { sent, placed });
        for (let at = 0; at < mask.data.length; at++) {
          const [x, y] = [at % mask.width, Math.floor(at / mask.width)];
          const sentX = placed.x + Math.floor(((x + 0.5) * placed.width) / mask.width);
          const sentY = placed.y + Math.floor(((y + 0.5) * placed.height) / mask.height);
          expect(fitted.data[sentY * sent.width + sentX]).toBeGreaterThanOrEqual(mask.data[at] as number);
        }
      }),
    );
  });

  it("marks nothing in the padding and nothing that no marked pixel touches", () => {
    fc.assert(
      fc.property(fitting, ({ mask, sent, placed }) => {
        const fitted = fitMask(mask, { sent, placed });
        for (let at = 0; at < fitted.data.length; at++) {
          const x = (at % sent.width) - placed.x;
          const y = Math.floor(at / sent.width) - placed.y;
          const touched: number[] = [0];
          if (x >= 0 && y >= 0 && x < placed.width && y < placed.height) {
            for (let source = 0; source < mask.data.length; source++) {
              const [sx, sy] = [source % mask.width, Math.floor(source / mask.width)];
              const overlapsX = sx * placed.width < (x + 1) * mask.width && (sx + 1) * placed.width > x * mask.width;
              const overlapsY =
                sy * placed.height < (y + 1) * mask.height && (sy + 1) * placed.height > y * mask.height;
              if (overlapsX && overlapsY) touched.push(mask.data[source] as number);
            }
          }
          expect(fitted.data[at]).toBe(Math.max(...touched));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is the mask itself where the window is sent as it is", () => {
    fc.assert(
      fc.property(smallMask, (mask) => {
        const placed = { x: 0, y: 0, width: mask.width, height: mask.height };
        expect(fitMask(mask, { sent: mask, placed })).toEqual(mask);
      }),
    );
  });
});
