import { createHash } from "node:crypto";
import fc from "fast-check";
import type { LayerChange } from "#lib/domain/mask-engine/layer-change.ts";
import type { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import type { Brush, CombineMode, MaskOperation, PaintMode } from "#lib/domain/mask-engine/operation.ts";
import { TILE, type TileSource, tileX, tileY } from "#lib/domain/mask-engine/tiles.ts";
import type { Mask, Size } from "#lib/domain/raster.ts";

type Point = { x: number; y: number };
export type SampleStep =
  | { readonly kind: "stroke"; readonly brush: Brush; readonly points: readonly Point[] }
  | { readonly kind: "apply"; readonly operation: MaskOperation }
  | { readonly kind: "layers"; readonly change: (document: MaskDocument, number: number) => LayerChange }
  | { readonly kind: "activate"; readonly index: number };

/** Steps someone might take on a picture, with corners that lie outside of it. */
export function steps({ width, height }: Size, { layers = false, radius = 60 } = {}): fc.Arbitrary<SampleStep> {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const point = fc.record({ x: number(-50, width + 50), y: number(-50, height + 50) });
  const rect = fc.record({
    x: number(-50, width),
    y: number(-50, height),
    width: number(1, 150),
    height: number(1, 150),
  });
  const mode = fc.constantFrom<CombineMode>("add", "add", "subtract", "intersect", "replace");
  const brush = fc.record({
    mode: fc.constantFrom<PaintMode>("add", "subtract"),
    radius: number(0.5, radius),
    hardness: fc.constantFrom(1, 0, 0.6),
    opacity: fc.constantFrom(1, 1, 0.4),
  });
  const stroke = fc.record({
    kind: fc.constant("stroke" as const),
    brush,
    points: fc.array(point, { minLength: 1, maxLength: 5 }),
  });
  const alpha = fc.integer({ min: 0, max: 255 }).map((value) => {
    const part = { x: value - 20, y: 2 * value - 30, width: 40, height: 30 };
    return { kind: "alpha" as const, parts: [{ ...part, data: new Uint8Array(1200).fill(value) }] };
  });
  const outline = fc
    .array(point, { minLength: 3, maxLength: 6 })
    .map((points) => ({ kind: "polygon" as const, points }));
  const box = fc.tuple(fc.constantFrom("rectangle" as const, "ellipse" as const), rect);
  const shape = fc.oneof(
    outline,
    alpha,
    box.map(([kind, of]) => ({ kind, rect: of })),
  );
  const operation = fc.oneof(
    { weight: 8, arbitrary: fc.tuple(shape, mode).map(([one, how]) => ({ ...one, mode: how }) as MaskOperation) },
    { weight: 1, arbitrary: fc.constant<MaskOperation>({ kind: "clear" }) },
  );
  const apply = operation.map((it): SampleStep => ({ kind: "apply", operation: it }));
  const painting: fc.Arbitrary<SampleStep> = fc.oneof(stroke, apply);
  return layers ? fc.oneof({ weight: 4, arbitrary: painting }, layerSteps()) : painting;
}

function layerSteps(): fc.Arbitrary<SampleStep> {
  const index = fc.nat(5);
  const settings = fc.record({
    fillHoles: fc.boolean(),
    invert: fc.boolean(),
    smooth: fc.nat(3),
    grow: fc.integer({ min: -4, max: 4 }),
    feather: fc.nat(5),
  });
  const idAt = ({ layers }: MaskDocument, at: number) =>
    layers.list.layers[at % layers.list.layers.length]?.id ?? "none";
  const layerChange = fc.tuple(fc.nat(7), index, index, settings).map(
    ([kind, a, b, how]): SampleStep => ({
      kind: "layers",
      change: (document, number) => {
        const [one, other] = [idAt(document, a), idAt(document, b)];
        if (kind === 0) return { kind: "add", id: `layer ${number}`, meta: { name: `Mask ${number}` } };
        if (kind === 1) return { kind: "duplicate", from: one, id: `layer ${number}`, meta: null };
        if (kind === 2) return { kind: "remove", id: one };
        if (kind === 3) return { kind: "merge", from: one, into: other };
        if (kind === 4) return { kind: "flatten", id: one };
        if (kind === 5) return { kind: "meta", id: one, meta: number };
        if (kind === 6) return { kind: "reorder", ids: document.layers.list.layers.map(({ id }) => id).toReversed() };
        return { kind: "settings", id: one, settings: how };
      },
    }),
  );
  return fc.oneof(
    layerChange,
    index.map((at): SampleStep => ({ kind: "activate", index: at })),
  );
}

export function take(document: MaskDocument, step: SampleStep, number = 0): void {
  if (step.kind === "stroke") {
    draw(document, step);
    document.commitStroke();
  } else if (step.kind === "apply") document.apply(step.operation);
  else if (step.kind === "layers") document.changeLayers(step.change(document, number));
  else {
    const { layers } = document.layers.list;
    document.activate(layers[step.index % layers.length]?.id ?? "");
  }
}

export function draw(document: MaskDocument, { brush, points }: Extract<SampleStep, { kind: "stroke" }>): void {
  const [first, ...rest] = points;
  document.beginStroke(brush, first as Point);
  document.extendStroke(rest);
}

/** The mask whole. Throws where a byte beyond the picture's edge is not 0. */
export function pixelsOf(source: TileSource, image: Size): Mask & { readonly data: Buffer } {
  const data = Buffer.alloc(image.width * image.height);
  for (const key of source.keys()) {
    const tile = source.tile(key);
    if (!tile) continue;
    const width = Math.min(TILE, image.width - tileX(key) * TILE);
    for (let y = 0; y < TILE; y++) {
      const row = tile.subarray(y * TILE, (y + 1) * TILE);
      const imageY = tileY(key) * TILE + y;
      if (imageY < image.height) data.set(row.subarray(0, width), imageY * image.width + tileX(key) * TILE);
      if (row.subarray(imageY < image.height ? width : 0).some(Boolean)) throw new Error("Marked beyond the picture");
    }
  }
  return { ...image, data };
}

/** The same text for the same layers with the same pixels, drawn and as their settings make them. */
export function hashOf({ layers }: MaskDocument): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify(layers.list.layers));
  for (const { id } of layers.list.layers) {
    for (const source of [layers.mask(id).raw, layers.mask(id)]) {
      for (const key of [...source.keys()].sort((a, b) => a - b)) {
        const tile = source.tile(key);
        if (tile?.some((value) => value > 0)) hash.update(`${id} ${key}`).update(tile);
      }
    }
  }
  return hash.digest("hex");
}
