import "server-only";
import type { Metadata } from "sharp";
import type { ImageFormat } from "#lib/contracts/image.ts";
import { RepaintError } from "#lib/domain/error.ts";
import { MAX_PICTURE_PIXELS, MIN_PICTURE_SIDE } from "#lib/domain/picture-limits.ts";
import { isCameraRaw } from "./camera-raw.ts";
import { readProfileFacts } from "./icc.ts";
import { asOrientation, type Orientation, turnedSize } from "./orientation.ts";
import { openEncoded, readingPicture } from "./sharp.ts";
import { sniffFormat } from "./sniff.ts";

/** What a picture is. Plain data: it is stored with the image and handed back to the decoder. */
export interface ImageFacts {
  readonly format: ImageFormat;
  /** Pixels, upright (after EXIF orientation). */
  readonly width: number;
  readonly height: number;
  /** How the stored pixels are turned. */
  readonly orientation: Orientation;
  /** True for exactly one extra channel. More than one are an editor's saved selections, which are left out. */
  readonly hasAlpha: boolean;
  /** 1, 2 and 4 bits are widened to 8; 10- and 12-bit AVIF is delivered as 16 with the low bits zero. */
  readonly bitDepth: 8 | 16;
  /** What the picture is edited in. */
  readonly colourModel: "grey" | "rgb";
  /** What the file holds. CMYK and Lab are converted once, on decoding, to 8-bit sRGB. */
  readonly sourceColourModel: "grey" | "rgb" | "cmyk" | "lab";
  /** Name of the embedded ICC profile that describes the edited pixels; null means sRGB (or its grey counterpart). */
  readonly colourProfile: string | null;
  /** Pixels per inch for printing, where the file says. */
  readonly density: number | null;
  /** Frames or pages in the file; only the first is edited. */
  readonly pages: number;
}

/**
 * Reads what an uploaded picture is and decodes it once to its last row, so that a damaged file is refused now and
 * not in the middle of an edit. Takes memory for a few rows (for the whole picture where the format demands it).
 *
 * @throws RepaintError `unsupported_format`, `too_many_pixels`, `image_too_small`, `corrupt_image`, `image_timeout`
 */
export async function readFacts(bytes: Uint8Array): Promise<ImageFacts> {
  const facts = await readHeader(bytes);
  await readingPicture(() =>
    openEncoded(bytes, { ignoreIcc: true })
      // The full extract keeps libvips from decoding at a reduced size, the shrink from holding all pixels.
      .extract({ left: 0, top: 0, ...storedSize(facts) })
      .resize(32, 32, { fit: "fill", kernel: "linear" })
      .raw()
      .toBuffer(),
  );
  return facts;
}

/** The facts from the header alone, within the limits. Cheap: for files that `readFacts` has accepted before. */
export async function readHeader(bytes: Uint8Array): Promise<ImageFacts> {
  const format = sniffFormat(bytes);
  if (format === "tiff" && isCameraRaw(bytes)) {
    throw new RepaintError("unsupported_format", { detail: "a camera's raw file" });
  }
  const metadata = await readingPicture(() => openEncoded(bytes, { limitInputPixels: false }).metadata());
  if (metadata.format !== DECODED_FORMAT[format] || (format === "avif" && metadata.compression !== "av1")) {
    throw new RepaintError("unsupported_format", { detail: `${format} on the outside, ${metadata.format} inside` });
  }
  const stored = { width: metadata.width, height: metadata.height };
  if (stored.width * stored.height > MAX_PICTURE_PIXELS) {
    throw new RepaintError("too_many_pixels", { detail: `${stored.width}×${stored.height}` });
  }
  if (Math.min(stored.width, stored.height) < MIN_PICTURE_SIDE) {
    throw new RepaintError("image_too_small", { detail: `${stored.width}×${stored.height}` });
  }
  const orientation = asOrientation(metadata.orientation);
  const colour = readColour(metadata);
  return {
    format,
    ...turnedSize(stored, orientation),
    orientation,
    ...colour,
    density: metadata.density ?? null,
    pages: metadata.pages ?? 1,
  };
}

/** The embedded ICC profile that describes the decoded pixels, byte for byte; null where there is none to keep. */
export async function readProfile(bytes: Uint8Array, facts: ImageFacts): Promise<Uint8Array | null> {
  if (facts.colourProfile === null) return null;
  const metadata = await readingPicture(() => openEncoded(bytes).metadata());
  return metadata.icc ?? null;
}

const DECODED_FORMAT: Record<ImageFormat, string> = {
  jpeg: "jpeg",
  png: "png",
  webp: "webp",
  avif: "heif",
  tiff: "tiff",
  gif: "gif",
};

type Colour = Pick<ImageFacts, "hasAlpha" | "bitDepth" | "colourModel" | "sourceColourModel" | "colourProfile">;

function readColour(metadata: Metadata): Colour {
  const source = SOURCES[`${metadata.space} ${metadata.depth}`];
  if (!source) {
    throw new RepaintError("unsupported_format", { detail: `${metadata.space} pixels of type ${metadata.depth}` });
  }
  const [sourceColourModel, bitDepth] = source;
  const hasAlpha = metadata.channels - COLOUR_CHANNELS[sourceColourModel] === 1;
  if (sourceColourModel === "cmyk" || sourceColourModel === "lab") {
    return { sourceColourModel, colourModel: "rgb", bitDepth: 8, hasAlpha, colourProfile: null };
  }
  // A profile for another kind of picture (an RGB one in a grey JPEG is common) describes nothing here.
  const profile = metadata.icc ? readProfileFacts(metadata.icc) : null;
  const colourProfile = profile?.space === sourceColourModel ? profile.name : null;
  return { sourceColourModel, colourModel: sourceColourModel, bitDepth, hasAlpha, colourProfile };
}

const COLOUR_CHANNELS = { grey: 1, rgb: 3, cmyk: 4, lab: 3 } as const;

/** By libvips' colour space and sample type. Floating point, 32-bit and multi-band scientific files are not edited. */
const SOURCES: Readonly<Record<string, readonly [ImageFacts["sourceColourModel"], 8 | 16]>> = {
  "b-w uchar": ["grey", 8],
  "grey16 ushort": ["grey", 16],
  "srgb uchar": ["rgb", 8],
  "rgb16 ushort": ["rgb", 16],
  "cmyk uchar": ["cmyk", 8],
  "cmyk ushort": ["cmyk", 16],
  "lab float": ["lab", 16],
  "labs short": ["lab", 16],
};

function storedSize(facts: ImageFacts) {
  return turnedSize({ width: facts.width, height: facts.height }, facts.orientation);
}
