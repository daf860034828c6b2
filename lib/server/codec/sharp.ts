import "server-only";
import { availableParallelism } from "node:os";
import sharp, { type Sharp, type SharpOptions } from "sharp";
import { RepaintError } from "#lib/domain/error.ts";
import { MAX_PICTURE_PIXELS } from "#lib/domain/picture-limits.ts";
import { JPEG_END, lacksEndMark } from "./jpeg-end.ts";
import { PASS_TIMEOUT_SECONDS } from "./limits.ts";

// Files are never opened twice in a row, so libvips' cache would only hold memory.
sharp.cache(false);
sharp.concurrency(Math.min(4, availableParallelism()));

// libvips chooses its loader by content as well. Whatever a crafted file looks like, only these decoders may run.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    "VipsForeignLoadJpeg",
    "VipsForeignLoadPng",
    "VipsForeignLoadWebp",
    "VipsForeignLoadHeif",
    "VipsForeignLoadTiff",
    "VipsForeignLoadNsgif",
  ],
});

/**
 * Opens an encoded picture for one bounded pass: first frame only, at most `MAX_PICTURE_PIXELS`, time-limited. A damaged or
 * truncated file fails; mere oddities that decoders warn about (unknown tags, stray bytes between markers) do not.
 */
export function openEncoded(bytes: Uint8Array, options: SharpOptions = {}): Sharp {
  const open = lacksEndMark(bytes);
  return sharp(open ? Buffer.concat([bytes, JPEG_END]) : bytes, {
    failOn: open ? "warning" : "error",
    limitInputPixels: MAX_PICTURE_PIXELS,
    ...options,
  }).timeout({ seconds: PASS_TIMEOUT_SECONDS });
}

/** Runs a libvips pass over an uploaded picture and turns its failures into the codes a person can act on. */
export async function readingPicture<Result>(pass: () => Promise<Result>): Promise<Result> {
  try {
    return await pass();
  } catch (error) {
    if (error instanceof RepaintError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    if (/timeout: \d+% complete/.test(detail)) throw new RepaintError("image_timeout", { detail, cause: error });
    if (/pixel limit|maximum number of pixels|security limit/i.test(detail)) {
      throw new RepaintError("too_many_pixels", { detail, cause: error });
    }
    throw new RepaintError("corrupt_image", { detail, cause: error });
  }
}

export { sharp };
