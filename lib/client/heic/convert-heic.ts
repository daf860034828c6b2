import { MAX_FILE_BYTES } from "#lib/domain/picture-limits.ts";
import type { Libheif } from "./libheif.ts";
import { HeicFile } from "./open-heic.ts";
import { HeicError } from "./problem.ts";
import { writeJpeg } from "./write-jpeg.ts";
import { writePng } from "./write-png.ts";

/** `png` keeps every sample; `jpeg` is smaller. */
export type HeicTarget = "png" | "jpeg";

/**
 * A HEIC as a picture that everything reads, upright, in its own colour profile, without EXIF data. What can be seen
 * through always becomes a PNG, because a JPEG has no transparency.
 *
 * @param onProgress 0..1, once the picture is decoded
 * @throws HeicError
 */
export async function convertHeic(
  lib: Libheif,
  bytes: Uint8Array,
  target: HeicTarget,
  onProgress: (fraction: number) => void,
): Promise<Blob> {
  const file = new HeicFile(lib, bytes);
  try {
    const profile = file.profile();
    if (target === "jpeg" && !file.facts.hasAlpha) return await writeJpeg(file.decodeForCanvas(), profile);
    const png = await writePng(file.decode(), profile, onProgress);
    if (png.size > MAX_FILE_BYTES) throw new HeicError("png-too-large");
    return png;
  } finally {
    file.close();
  }
}
