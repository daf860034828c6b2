import { encodeGreyPng } from "#lib/client/mask-engine/png/grey-png.ts";
import { MaskDocument } from "#lib/domain/mask-engine/mask-document.ts";
import type { StrokePoint } from "#lib/domain/mask-engine/operation.ts";
import { BRUSH_RADIUS, SAMPLE } from "./sample.ts";

/** Where the brush went, in pixels of the sample, from press to release. */
export type SampleStroke = StrokePoint[];

/** The mask of strokes on the sample picture, exact at its size, as an 8-bit grey PNG. */
export function sampleMask(strokes: readonly SampleStroke[]): Blob {
  const mask = new MaskDocument(SAMPLE);
  for (const [first, ...others] of strokes) {
    if (!first) continue;
    mask.beginStroke({ mode: "add", radius: BRUSH_RADIUS }, first);
    mask.extendStroke(others);
    mask.commitStroke();
  }
  return encodeGreyPng(SAMPLE, mask.snapshot());
}
