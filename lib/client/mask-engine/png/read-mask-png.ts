import { Coverage } from "#lib/domain/mask-engine/coverage.ts";
import type { Tiles } from "#lib/domain/mask-engine/tiles.ts";
import type { Size } from "#lib/domain/raster.ts";
import type { ImportedMask, ImportProblem } from "../protocol.ts";
import { readGreyPng } from "./read-grey-png.ts";

/** The tiles of a mask that comes from elsewhere, or why it cannot be taken. */
export async function readMaskPng({ png, at }: ImportedMask, image: Size): Promise<Tiles | ImportProblem> {
  const coverage = new Coverage(image);
  let fits = true;
  try {
    await readGreyPng(png, ({ width, height }) => {
      const { x, y } = at ?? { x: 0, y: 0 };
      fits = at
        ? x >= 0 && y >= 0 && x + width <= image.width && y + height <= image.height
        : width === image.width && height === image.height;
      if (!fits) throw new RangeError("The mask and the picture differ in size");
      return (row, values) => coverage.sink(y + row, x, width, values);
    });
  } catch {
    return fits ? "mask_invalid" : "mask_size_mismatch";
  }
  return coverage.finish();
}
