import { describe, expect, test } from "vitest";
import { RepaintError } from "#lib/domain/error.ts";
import { readingPicture } from "#lib/server/codec/sharp.ts";

describe("what libvips says becomes a code", () => {
  test.each([
    ["timeout: 42% complete", "image_timeout"],
    ["Input image exceeds pixel limit", "too_many_pixels"],
    [
      "heif: Memory allocation error: Security limit exceeded: Image size 60000x60000 exceeds the maximum",
      "too_many_pixels",
    ],
    ["VipsJpeg: premature end of JPEG image", "corrupt_image"],
    ["Input buffer has corrupt header: pngload_buffer: end of stream", "corrupt_image"],
  ])("%s", async (message, code) => {
    await expect(readingPicture(() => Promise.reject(new Error(message)))).rejects.toMatchObject({ code });
  });

  test("and a code that is known already stays", async () => {
    const known = new RepaintError("image_too_small");
    await expect(readingPicture(() => Promise.reject(known))).rejects.toBe(known);
  });
});
