import sharp from "sharp";

export interface FileSamples {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array | Uint16Array;
  /** The embedded profile as text, to look for its name; empty where there is none. */
  readonly profile: string;
}

/** A file's own samples, without any conversion of depth or colour. */
export async function readSamples(file: Uint8Array): Promise<FileSamples> {
  const { depth, space: stored, channels, icc } = await sharp(file).metadata();
  const isDeep = depth === "ushort";
  const isGrey = stored === "b-w" || stored === "grey16";
  // libvips' raw output drops the alpha of 8-bit grey, so that one pair is read as RGBA and narrowed.
  const isPair = isGrey && channels === 2 && !isDeep;
  const space = isPair ? "srgb" : isGrey ? (isDeep ? "grey16" : "b-w") : isDeep ? "rgb16" : "srgb";
  const { data, info } = await sharp(file, { ignoreIcc: true })
    .toColourspace(space)
    .raw({ depth: isDeep ? "ushort" : "uchar" })
    .toBuffer({ resolveWithObject: true });
  const bytes = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength) as ArrayBuffer;
  const samples = isDeep ? new Uint16Array(bytes) : new Uint8Array(bytes);
  const profile = icc ? icc.toString("latin1").replaceAll("\0", "") : "";
  const { width, height } = info;
  if (!isPair) return { width, height, channels: info.channels, data: samples, profile };
  return { width, height, channels: 2, data: samples.filter((_, at) => at % 4 === 0 || at % 4 === 3), profile };
}

/** Pixels of `before` that differ in any channel in `after`, in which it lies at `at`. */
export function differences(
  before: Omit<FileSamples, "profile">,
  after: Omit<FileSamples, "profile">,
  at: { readonly x: number; readonly y: number },
): { x: number; y: number }[] {
  const changed: { x: number; y: number }[] = [];
  const { channels } = before;
  for (let y = 0; y < before.height; y++) {
    for (let x = 0; x < before.width; x++) {
      const from = (y * before.width + x) * channels;
      const to = ((y + at.y) * after.width + x + at.x) * channels;
      for (let channel = 0; channel < channels; channel++) {
        if (before.data[from + channel] === after.data[to + channel]) continue;
        changed.push({ x, y });
        break;
      }
    }
  }
  return changed;
}
