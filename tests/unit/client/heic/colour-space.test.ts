import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { profileOfNclx } from "#lib/client/heic/colour-space.ts";
import { displayP3Profile, withJpegProfile } from "#tests/fixtures/pictures.ts";

/** Numbers of ITU-T H.273. */
const P3 = 12;
const SRGB_CURVE = 13;

describe("a colour space told by number", () => {
  test("needs no profile where it is sRGB, or was left open", () => {
    for (const [primaries, transfer] of [
      [1, SRGB_CURVE],
      [1, 1],
      [2, 2],
    ] as const) {
      expect(profileOfNclx(primaries, transfer)).toBeNull();
    }
  });

  test("looks as the well-known Display P3 profile does", async () => {
    const made = profileOfNclx(P3, SRGB_CURVE);
    const [own, known] = await Promise.all([toSrgb(made as Uint8Array), toSrgb(await displayP3Profile())]);
    expect(own.every((value, at) => Math.abs(value - (known[at] as number)) <= 1)).toBe(true);
  });

  test("shows full white as white, whatever the primaries and the curve", async () => {
    for (const primaries of [1, 5, 6, 9, 11, 12]) {
      for (const transfer of [4, 5, 8]) {
        const white = (await toSrgb(profileOfNclx(primaries, transfer) as Uint8Array)).slice(-3);
        expect(Math.min(...white)).toBeGreaterThanOrEqual(254);
      }
    }
  });

  test("is refused where it is HDR", () => {
    for (const transfer of [16, 18]) expect(() => profileOfNclx(9, transfer)).toThrow(/HDR/);
  });
});

/** Patches of colour in this profile as a viewer shows them on an sRGB screen, white last. */
async function toSrgb(profile: Uint8Array): Promise<number[]> {
  const levels = [40, 128, 200];
  const patches = levels.flatMap((r) => levels.flatMap((g) => levels.map((b) => [r, g, b])));
  const data = Buffer.from([...patches, [255, 255, 255]].flat());
  const jpeg = await sharp(data, { raw: { width: data.length / 3, height: 1, channels: 3 } })
    .resize({ width: (data.length / 3) * 16, height: 16, kernel: "nearest" })
    .jpeg({ quality: 100, chromaSubsampling: "4:4:4" })
    .toBuffer();
  const shown = await sharp(withJpegProfile(jpeg, profile)).toColourspace("srgb").raw().toBuffer();
  return patches.concat([[]]).flatMap((_, at) => [...shown.subarray((at * 16 + 8) * 3, (at * 16 + 8) * 3 + 3)]);
}
