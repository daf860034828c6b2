import { withProfile } from "./jpeg-profile.ts";
import type { HeicPixels } from "./open-heic.ts";
import { HeicError } from "./problem.ts";

const QUALITY = 0.95;

/**
 * Decoded 8-bit RGBA samples as a JPEG of high quality with their colour profile.
 *
 * The canvas only carries the numbers: it believes them to be sRGB, converts nothing, and what it writes about colour is
 * replaced. So any profile passes, not only the two that canvases know.
 *
 * @throws HeicError `no-memory` where the picture is larger than this browser's canvases
 */
export async function writeJpeg(pixels: HeicPixels, profile: Uint8Array | null): Promise<Blob> {
  const { width, height } = pixels;
  try {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d", { alpha: false });
    if (!context) throw new HeicError("no-memory", "no canvas");
    context.putImageData(new ImageData(tightRows(pixels), width, height), 0, 0);
    const jpeg = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
    return new Blob(withProfile(new Uint8Array(await jpeg.arrayBuffer()), profile), { type: "image/jpeg" });
  } catch (error) {
    throw error instanceof HeicError ? error : new HeicError("no-memory", String(error));
  }
}

function tightRows({ width, height, stride, data }: HeicPixels): Uint8ClampedArray<ArrayBuffer> {
  const rows = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) rows.set(data.subarray(y * stride, y * stride + width * 4), y * width * 4);
  return rows;
}
