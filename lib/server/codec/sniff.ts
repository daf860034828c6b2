import "server-only";
import type { ImageFormat } from "#lib/contracts/image.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { brandsOf, isHeic } from "#lib/domain/heic.ts";

/** `sniffFormat` never looks further than this many bytes. */
export const SNIFF_BYTES = 256;

/**
 * The format of a picture by its first bytes. Cheap enough for the web process: nothing is decoded, and neither the
 * file's name nor its declared type is asked.
 *
 * @param head at least the first `SNIFF_BYTES` bytes, or the whole file where it is shorter
 * @throws RepaintError `unsupported_format` for everything that is not JPEG, PNG, WebP, AVIF, TIFF or GIF,
 *   `heic_not_converted` for HEIC
 */
export function sniffFormat(head: Uint8Array): ImageFormat {
  for (const [format, matches] of SIGNATURES) {
    if (matches(head)) return format;
  }
  if (isHeic(head)) throw new RepaintError("heic_not_converted");
  throw new RepaintError("unsupported_format", { detail: `first bytes ${hex(head.subarray(0, 12))}` });
}

const SIGNATURES: readonly (readonly [ImageFormat, (head: Uint8Array) => boolean])[] = [
  ["jpeg", (head) => startsWith(head, [0xff, 0xd8, 0xff])],
  ["png", (head) => startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ["webp", (head) => text(head, 0, 4) === "RIFF" && text(head, 8, 12) === "WEBP"],
  ["gif", (head) => text(head, 0, 6) === "GIF87a" || text(head, 0, 6) === "GIF89a"],
  ["tiff", isTiff],
  ["avif", isAvif],
];

/** Classic TIFF (42) and BigTIFF (43), either byte order. */
function isTiff(head: Uint8Array): boolean {
  return (
    startsWith(head, [0x49, 0x49, 42, 0]) ||
    startsWith(head, [0x4d, 0x4d, 0, 42]) ||
    startsWith(head, [0x49, 0x49, 43, 0]) ||
    startsWith(head, [0x4d, 0x4d, 0, 43])
  );
}

/** An ISO media file whose brands name AVIF. HEIC shares the container but not the codec, and is refused. */
function isAvif(head: Uint8Array): boolean {
  return brandsOf(head).some((brand) => brand === "avif" || brand === "avis");
}

function startsWith(head: Uint8Array, signature: readonly number[]): boolean {
  return head.length >= signature.length && signature.every((byte, index) => head[index] === byte);
}

function text(head: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...head.subarray(from, to));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
