import fc from "fast-check";
import { expect, test } from "vitest";
import { isHeic } from "#lib/domain/heic.ts";

const ftyp = (...brands: string[]) => {
  const [major = "", ...compatible] = brands;
  const box = Buffer.from(`\0\0\0\0ftyp${major}\0\0\0\0${compatible.join("")}`, "latin1");
  box.writeUInt32BE(box.length);
  return box;
};

test.each([
  ["an iPhone's photo", ["heic", "mif1", "MiHB", "MiHE", "MiPr", "miaf", "heic", "tmap"]],
  ["10 bits per sample", ["heix", "mif1", "heix"]],
  ["a burst", ["msf1", "hevc", "mif1", "heic"]],
  ["a container that names no codec", ["mif1", "miaf"]],
])("%s is a HEIC", (_name, brands) => {
  expect(isHeic(ftyp(...brands))).toBe(true);
});

test.each([
  ["an AVIF", ["avif", "mif1", "miaf"]],
  ["an AVIF behind the common brand", ["mif1", "avif", "miaf"]],
  ["a video of an iPhone", ["qt  ", "qt  "]],
  ["an MP4", ["isom", "iso2", "avc1", "mp41"]],
])("%s is not a HEIC", (_name, brands) => {
  expect(isHeic(ftyp(...brands))).toBe(false);
});

test("no bytes whatever break the look at them, and none without the box are a HEIC", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(isHeic(bytes)).toBe(false);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.uint8Array({ maxLength: 300 }), (length, rest) => {
      expect(() => isHeic(Buffer.concat([length, Buffer.from("ftyp"), rest]))).not.toThrow();
    }),
  );
});
