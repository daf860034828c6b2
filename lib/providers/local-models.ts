import "server-only";
import { MAX_PICTURE_PIXELS } from "#lib/domain/picture-limits.ts";
import { NO_MASK } from "./declare.ts";
import type { Model } from "./provider.ts";

/** The engine's memory stays below its bound up to this size (`npm run bench` prints it). */
const FILL_PIXELS = 2048 * 2048;
/** The cut-out is made on a copy no larger than this: its edge is soft by a pixel or two of it. */
const CUT_OUT_PIXELS = 2048 * 2048;
/** Enlarging holds little beside the picture before and after. */
const ENLARGE_PIXELS = MAX_PICTURE_PIXELS / 4;

interface LocalSettings {
  /** Price of one edit. */
  readonly tokens: number;
  /** Sides the engine fills. */
  readonly minSide: number;
  readonly maxSide: number;
}

/** What this server can do without any key, each in words that promise no more than it does. */
export function localModels({ tokens, minSide, maxSide }: LocalSettings): readonly Model[] {
  const common = {
    prompt: { use: "ignored" },
    options: [],
    maxReferences: 0,
    execution: "sync",
    streaming: false,
    feather: "ours",
    price: { baseTokens: tokens, tokensPerMegapixel: 0 },
    // Nothing is billed.
    repeatable: true,
    deadlineMillis: 180_000,
  } as const satisfies Partial<Model>;
  const fill = {
    ...common,
    image: {
      ...rawPictures(FILL_PIXELS),
      minSide,
      maxSide,
      minPixels: minSide * minSide,
      maxRatio: maxSide / minSide,
      // The engine copies fine texture from the photo itself, so it works best on the photo at its own scale.
      preferredPixels: FILL_PIXELS,
    },
    mask: { channel: "raw", polarity: "255-repaints", soft: true, maxBytes: FILL_PIXELS, required: true },
  } as const satisfies Partial<Model>;

  return [
    {
      ...fill,
      id: "local/migan",
      name: "Local eraser",
      description:
        "Removes what you marked and continues the surroundings. Runs on this server, needs no key, and cannot follow a description.",
      operations: ["erase", "inpaint"],
    },
    {
      ...fill,
      id: "local/extend",
      name: "Local extension",
      description:
        "Continues the picture beyond its edges from what is there. Good for sky, grass and walls by some hundred pixels; invents nothing new.",
      operations: ["outpaint"],
      outpaint: { by: "padding" },
    },
    {
      ...common,
      id: "local/cutout",
      name: "Local cut-out",
      description:
        "Removes a plain background, told by the colours at the picture's border. For studio shots and products; not for busy scenes.",
      operations: ["remove-background"],
      image: { ...rawPictures(CUT_OUT_PIXELS), preferredPixels: CUT_OUT_PIXELS },
      mask: NO_MASK,
    },
    {
      ...common,
      id: "local/resample",
      name: "Local resampling",
      description: "Makes the picture larger by plain Lanczos resampling: smooth, but with no more detail than before.",
      operations: ["upscale"],
      upscale: { maxFactor: 4, maxResultPixels: MAX_PICTURE_PIXELS },
      image: { ...rawPictures(ENLARGE_PIXELS), preferredPixels: ENLARGE_PIXELS },
      mask: NO_MASK,
    },
  ];
}

/** Pictures of any shape, as samples: the engine is in a process beside this one. */
function rawPictures(maxPixels: number) {
  return {
    formats: ["raw"],
    maxBytes: maxPixels * 3,
    minSide: 1,
    maxSide: 100_000,
    minPixels: 1,
    maxPixels,
    maxRatio: 100_000,
    multipleOf: 1,
  } as const;
}
