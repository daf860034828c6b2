import "server-only";
import type { Raster, Size } from "#lib/domain/raster.ts";
import { readRaster } from "./decode.ts";
import { openEncoded, readingPicture, sharp } from "./sharp.ts";

/** A display tile as pixels to look at: 8-bit RGB, transparency laid on white, values in the picture's own profile. */
export function decodeTile(bytes: Uint8Array): Promise<Raster<Uint8Array>> {
  return readingPicture(async () => {
    const picture = openEncoded(bytes, { ignoreIcc: true }).flatten({ background: "#ffffff" });
    return (await readRaster(picture, { colourModel: "rgb", bitDepth: 8, hasAlpha: false })) as Raster<Uint8Array>;
  });
}

/** A stored patch in another size: 8-bit RGBA. */
export function shrinkPatch(bytes: Uint8Array, { width, height }: Size): Promise<Raster<Uint8Array>> {
  return readingPicture(async () => {
    const picture = openEncoded(bytes, { ignoreIcc: true }).resize(width, height, { fit: "fill" });
    return (await readRaster(picture, { colourModel: "rgb", bitDepth: 8, hasAlpha: true })) as Raster<Uint8Array>;
  });
}

/** 8-bit RGB in another size. */
export async function scaleRgb(raster: Raster<Uint8Array>, { width, height }: Size): Promise<Raster<Uint8Array>> {
  const { data } = await sharp(raster.data, { raw: { width: raster.width, height: raster.height, channels: 3 } })
    .resize(width, height, { fit: "fill" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width, height, channels: 3, data };
}
