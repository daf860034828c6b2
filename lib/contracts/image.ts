import * as z from "zod/mini";
import { id, timestamp } from "./common.ts";
import { edit } from "./edit.ts";

const IMAGE_FORMATS = ["jpeg", "png", "webp", "avif", "tiff", "gif"] as const;
export const imageFormat = z.enum(IMAGE_FORMATS);
export type ImageFormat = z.infer<typeof imageFormat>;

export const image = z.object({
  id,
  name: z.string(),
  /** After EXIF orientation. */
  width: z.int().check(z.positive()),
  height: z.int().check(z.positive()),
  format: imageFormat,
  bytes: z.int().check(z.positive()),
  hasAlpha: z.boolean(),
  /** Bits per sample of the original, 8 or 16. */
  bitDepth: z.union([z.literal(8), z.literal(16)]),
  /** Name of the embedded ICC profile, or null for none (then sRGB is assumed). */
  colourProfile: z.nullable(z.string()),
  /** Colour model the picture is edited in. CMYK originals are converted once, to sRGB. */
  colourModel: z.enum(["grey", "rgb"]),
  /** Display pyramid: level 0 is full size, each next level half of it; tiles of `size` × `size` pixels. */
  tiles: z.object({ size: z.int(), levels: z.int() }),
  createdAt: timestamp,
});
export type Image = z.infer<typeof image>;

export const imageWithEdits = z.extend(image, { edits: z.array(edit) });
export type ImageWithEdits = z.infer<typeof imageWithEdits>;

/** What may stand beside the file in an upload. */
export const uploadFields = z.object({
  /** The image's id, if the uploader chooses it: sent again with the same bytes, it is the same image. */
  id: z.optional(id),
});

export const MAX_NAME_CHARACTERS = 200;
export const imageChange = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_NAME_CHARACTERS)),
});

/** Tiles and thumbnail of the original, or of the picture that this edit put in its place (see `replaced`). */
export const displayQuery = z.object({ edit: z.optional(id) });

export const EXPORT_FORMATS = ["png", "jpeg", "webp", "avif", "tiff"] as const;
export const exportQuery = z.object({
  edit: z.optional(id),
  format: z._default(z.enum(EXPORT_FORMATS), "png"),
  /** Ignored by the lossless formats. */
  quality: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 92),
});
export type ExportQuery = z.infer<typeof exportQuery>;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
