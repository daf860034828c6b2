import sharp from "sharp";
import { expect, test } from "vitest";
import { withProfile } from "#lib/client/heic/jpeg-profile.ts";
import { displayP3Jpeg, displayP3Profile, greyJpeg } from "#tests/fixtures/pictures.ts";

const write = async (jpeg: Uint8Array, profile: Uint8Array | null) =>
  Buffer.from(await new Blob(withProfile(jpeg, profile)).arrayBuffer());

test("a JPEG carries the profile it is given, in place of any other, and its picture stays", async () => {
  const profile = await displayP3Profile();
  for (const jpeg of [await greyJpeg(), await displayP3Jpeg()]) {
    const written = await write(jpeg, profile);
    expect((await sharp(written).metadata()).icc).toEqual(Buffer.from(profile));
    expect(await stored(written)).toEqual(await stored(jpeg));
  }
});

test("a profile longer than one segment is carried in pieces", async () => {
  const long = Buffer.concat([await displayP3Profile(), Buffer.alloc(150_000, 1)]);
  long.writeUInt32BE(long.length);
  expect((await sharp(await write(await displayP3Jpeg(), long)).metadata()).icc).toEqual(long);
});

test("sRGB is told by carrying none", async () => {
  expect((await sharp(await write(await displayP3Jpeg(), null)).metadata()).icc).toBeUndefined();
});

test("what is no JPEG, or ends before its picture, is refused", () => {
  for (const bytes of [Uint8Array.of(), Uint8Array.of(0x89, 0x50, 0x4e), Uint8Array.of(0xff, 0xd8, 0xff)]) {
    expect(() => withProfile(bytes, null)).toThrow(RangeError);
  }
});

const stored = (jpeg: Buffer) => sharp(jpeg, { ignoreIcc: true }).raw().toBuffer();
