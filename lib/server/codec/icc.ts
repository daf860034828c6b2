import "server-only";

/** What Repaint needs to know of an ICC profile. The bytes themselves travel untouched. */
export interface ProfileFacts {
  /** The profile's own description, or "ICC profile" where it has none. */
  readonly name: string;
  /** Which pictures it can describe. */
  readonly space: "grey" | "rgb" | "cmyk" | "other";
}

/** Reads an ICC profile's header and description (ICC.1 7.2, 9.2.41, 10.15). Null for bytes that are no profile. */
export function readProfileFacts(icc: Uint8Array): ProfileFacts | null {
  if (icc.length < HEADER_LENGTH + 4 || ascii(icc, 36, 40) !== "acsp") return null;
  const space = SPACES[ascii(icc, 16, 20)] ?? "other";
  return { name: readDescription(icc) || "ICC profile", space };
}

const HEADER_LENGTH = 128;
const SPACES: Readonly<Record<string, ProfileFacts["space"]>> = { GRAY: "grey", "RGB ": "rgb", CMYK: "cmyk" };
const LONGEST_NAME = 100;

function readDescription(icc: Uint8Array): string {
  const view = new DataView(icc.buffer, icc.byteOffset, icc.byteLength);
  const tagCount = Math.min(view.getUint32(HEADER_LENGTH), 200);
  for (let index = 0; index < tagCount; index++) {
    const entry = HEADER_LENGTH + 4 + index * 12;
    if (entry + 12 > icc.length) return "";
    if (ascii(icc, entry, entry + 4) !== "desc") continue;
    const offset = view.getUint32(entry + 4);
    const end = offset + view.getUint32(entry + 8);
    if (offset + 16 > icc.length || end > icc.length) return "";
    const kind = ascii(icc, offset, offset + 4);
    if (kind === "desc") return clean(ascii(icc, offset + 12, Math.min(end, offset + 12 + view.getUint32(offset + 8))));
    if (kind === "mluc") return clean(firstTranslation(icc, view, offset));
    return "";
  }
  return "";
}

/** The first record of a multi-localised string, UTF-16 big-endian. */
function firstTranslation(icc: Uint8Array, view: DataView, offset: number): string {
  if (offset + 28 > icc.length || view.getUint32(offset + 8) === 0) return "";
  const length = view.getUint32(offset + 20);
  const start = offset + view.getUint32(offset + 24);
  if (start + length > icc.length) return "";
  return new TextDecoder("utf-16be").decode(icc.subarray(start, start + length));
}

/** Profile names end in NUL and may hold any byte; control characters have no place in a label. */
function clean(text: string): string {
  return text
    .replace(/\p{Cc}/gu, "")
    .trim()
    .slice(0, LONGEST_NAME);
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, Math.min(to, from + 1000)));
}
