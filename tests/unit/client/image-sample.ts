import type { Image } from "#lib/contracts/image.ts";
import { IMAGE_ID } from "./edit-sample.ts";

/** A photo of 12 megapixels. */
export function imageSample(changes: Partial<Image> = {}): Image {
  return {
    id: IMAGE_ID,
    name: "photo.jpg",
    width: 4000,
    height: 3000,
    format: "jpeg",
    bytes: 3_000_000,
    hasAlpha: false,
    bitDepth: 8,
    colourProfile: null,
    colourModel: "rgb",
    tiles: { size: 512, levels: 4 },
    createdAt: "2026-01-01T00:00:00Z",
    ...changes,
  };
}
