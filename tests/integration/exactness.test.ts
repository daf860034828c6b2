import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Edit } from "#lib/contracts/edit.ts";
import { type Circle, circleMask } from "#tests/fixtures/masks.ts";
import { makePhoto } from "#tests/fixtures/photo.ts";
import { cmykJpeg, displayP3Jpeg, greyJpeg, openSamples, orientedJpeg } from "#tests/fixtures/pictures.ts";
import { makeSamples8, makeSamples16 } from "#tests/fixtures/samples.ts";
import { createMisbehavingProvider } from "#tests/sandbox/misbehaving-provider.ts";
import { type Service, startService } from "./service.ts";

/** Every edit here is done by a model that returns noise everywhere: whatever stays the same, Repaint kept. */
let service: Service;

beforeAll(async () => {
  service = await startService([createMisbehavingProvider]);
});
afterAll(() => service.stop());

const SIZE = [640, 480] as const;
const KINDS: Record<string, () => Promise<Uint8Array>> = {
  "a 24 MP JPEG": () => makePhoto(24),
  "a PNG with alpha": () =>
    openSamples(makeSamples8(...SIZE, 4))
      .png()
      .toBuffer(),
  "a 16-bit PNG": () =>
    openSamples(makeSamples16(...SIZE, 3))
      .toColourspace("rgb16")
      .png()
      .toBuffer(),
  "a grey JPEG": () => greyJpeg(...SIZE),
  "a 16-bit grey PNG": () =>
    openSamples(makeSamples16(...SIZE, 1))
      .toColourspace("grey16")
      .png()
      .toBuffer(),
  "a Display P3 JPEG": () => displayP3Jpeg(...SIZE),
  "a CMYK JPEG": () => cmykJpeg(...SIZE),
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7, 8].map((turn) => [`a JPEG of orientation ${turn}`, () => orientedJpeg(turn, ...SIZE)]),
  ),
};

describe("the exported PNG equals the original outside the mask and differs inside, for", () => {
  test.each(Object.keys(KINDS))("%s", async (kind) => {
    const user = await service.newUser(10);
    const file = await (KINDS[kind] as () => Promise<Uint8Array>)();
    const image = await service.upload(user, file);
    const circle = { x: image.width >> 1, y: image.height >> 1, radius: Math.min(300, image.height >> 3) };
    const edit = await service.request(user, image, await circleMask(image, circle), { model: "stand-in/noise" });
    const ended = await service.waitForEnd(user, edit);
    expect(ended).toMatchObject({ status: "succeeded", outsidePixelsChanged: 0 });

    const before = await samplesOf(file);
    const after = await samplesOf(await service.exportPng(user, image, ended));
    expect(compare(before, after, [{ ...circle, spread: ended.spreadPixels }])).toMatchObject({ changedOutside: 0 });
    expect(compare(before, after, []).changedOutside).toBeGreaterThan(circle.radius ** 2);
  });
});

test("a second edit on top of the first keeps the first one's pixels outside its own mask", async () => {
  const user = await service.newUser(10);
  const image = await service.upload(user, await displayP3Jpeg(...SIZE));
  const [left, right] = [
    { x: 250, y: 240, radius: 60 },
    { x: 340, y: 240, radius: 60 },
  ];
  const run = async (circle: Circle, parent?: Edit) => {
    const asked = await service.request(user, image, await circleMask(image, circle), {
      model: "stand-in/noise",
      ...(parent && { parent }),
    });
    return service.waitForEnd(user, asked);
  };
  const first = await run(left);
  const second = await run(right, first);
  const before = await samplesOf(await service.exportPng(user, image, first));
  const after = await samplesOf(await service.exportPng(user, image, second));
  expect(compare(before, after, [{ ...right, spread: second.spreadPixels }]).changedOutside).toBe(0);
  expect(compare(before, after, []).changedOutside).toBeGreaterThan(1000);
});

test("the original comes back byte for byte in its own samples, and its export without edits equals it", async () => {
  const samples = makeSamples16(...SIZE, 4);
  const user = await service.newUser(10);
  const image = await service.upload(user, await openSamples(samples).toColourspace("rgb16").png().toBuffer());
  const exported = await samplesOf(await service.exportPng(user, image));
  expect(image).toMatchObject({ bitDepth: 16, hasAlpha: true });
  expect(Buffer.compare(Buffer.from(exported.data.buffer), Buffer.from(samples.data.buffer))).toBe(0);
});

interface Samples {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array | Uint16Array;
}

/** A file's own samples, upright, without any conversion of depth or colour; CMYK as the decoder turns it into sRGB. */
async function samplesOf(file: Uint8Array): Promise<Samples> {
  const { depth, channels, space: stored } = await sharp(file).metadata();
  const picture = sharp(file, { ignoreIcc: stored !== "cmyk" }).autoOrient();
  const deep = depth === "ushort";
  const space = channels < 3 ? (deep ? "grey16" : "b-w") : deep ? "rgb16" : "srgb";
  const { data, info } = await picture
    .toColourspace(space)
    .raw({ depth: deep ? "ushort" : "uchar" })
    .toBuffer({ resolveWithObject: true });
  const bytes = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
  return { ...info, data: deep ? new Uint16Array(bytes) : new Uint8Array(bytes) };
}

/** Pixels of any difference in any channel that lie farther than `spread` from every drawn circle. */
function compare(before: Samples, after: Samples, drawn: readonly (Circle & { spread: number })[]) {
  expect([after.width, after.height, after.channels]).toEqual([before.width, before.height, before.channels]);
  let changedOutside = 0;
  const { width, channels } = before;
  for (let at = 0; at < before.data.length; at++) {
    if (before.data[at] === after.data[at]) continue;
    const pixel = Math.floor(at / channels);
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    if (!drawn.some((circle) => Math.hypot(x - circle.x, y - circle.y) <= circle.radius + circle.spread))
      changedOutside++;
  }
  return { changedOutside };
}
