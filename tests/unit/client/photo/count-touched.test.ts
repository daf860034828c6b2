import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { countTouched } from "#lib/client/photo/count-touched.ts";

const SIZE = { width: 97, height: 61 };

describe.each([2, 4] as const)("a picture of %i samples a pixel", (channels) => {
  test.each([
    ["8 bits", { adaptiveFiltering: false }],
    ["8 bits and every kind of filter", { adaptiveFiltering: true }],
  ])("of %s counts the pixels that are not wholly transparent", async (_, options) => {
    const pixels = noise(Uint8Array, channels);
    const png = await sharp(pixels, { raw: { ...SIZE, channels } })
      .png(options)
      .toBuffer();
    expect(await countTouched(new Blob([new Uint8Array(png)]))).toBe(touched(pixels, channels));
  });

  test("of 16 bits counts the faintest of them too", async () => {
    const pixels = noise(Uint16Array, channels);
    const space = channels === 4 ? "rgb16" : "grey16";
    const png = await sharp(pixels, { raw: { ...SIZE, channels } })
      .toColourspace(space)
      .png({ adaptiveFiltering: true })
      .toBuffer();
    expect((await sharp(png).metadata()).depth).toBe("ushort");
    expect(await countTouched(new Blob([new Uint8Array(png)]))).toBe(touched(pixels, channels));
  });
});

test("in whatever pieces the file is read, the count is the same", async () => {
  const pixels = noise(Uint8Array, 4);
  const png = new Uint8Array(
    await sharp(pixels, { raw: { ...SIZE, channels: 4 } })
      .png()
      .toBuffer(),
  );
  const inBytes = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => {
      for (let at = 0; at < png.length; at += 3) controller.enqueue(png.slice(at, at + 3));
      controller.close();
    },
  });
  const file = Object.assign(new Blob(), { stream: () => inBytes });
  expect(await countTouched(file)).toBe(touched(pixels, 4));
});

test("a picture larger than any canvas is counted", async () => {
  const [width, height] = [20_000, 300];
  const square = await sharp({ create: { width: 500, height: 200, channels: 4, background: "#f00" } })
    .png()
    .toBuffer();
  const png = await sharp({ create: { width, height, channels: 4, background: "#0000" } })
    .composite([{ input: square, left: 19_000, top: 60 }])
    .png({ compressionLevel: 1 })
    .toBuffer();
  expect(await countTouched(new Blob([new Uint8Array(png)]))).toBe(500 * 200);
});

test("a picture without alpha has no count, and one that is cut off is refused", async () => {
  const opaque = await sharp({ create: { ...SIZE, channels: 3, background: "#888" } })
    .png()
    .toBuffer();
  expect(await countTouched(new Blob([new Uint8Array(opaque)]))).toBeNull();
  const whole = await sharp(noise(Uint8Array, 4), { raw: { ...SIZE, channels: 4 } })
    .png()
    .toBuffer();
  await expect(countTouched(new Blob([new Uint8Array(whole).slice(0, whole.length / 2)]))).rejects.toThrow();
});

/** Half of the pixels are wholly transparent, some are barely not. */
function noise<Pixels extends Uint8Array | Uint16Array>(
  kind: { new (length: number): Pixels; readonly BYTES_PER_ELEMENT: number },
  channels: number,
): Pixels {
  const pixels = new kind(SIZE.width * SIZE.height * channels);
  let state = 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
  for (let at = 0; at < pixels.length; at++) pixels[at] = random() % 256 ** kind.BYTES_PER_ELEMENT;
  for (let at = channels - 1; at < pixels.length; at += channels) {
    if (random() % 2 === 0) pixels[at] = 0;
    else if (random() % 3 === 0) pixels[at] = 1;
  }
  return pixels;
}

const touched = (pixels: Uint8Array | Uint16Array, channels: number): number =>
  Array.from({ length: SIZE.width * SIZE.height }, (_, at) => pixels[at * channels + channels - 1]).filter(Boolean)
    .length;
