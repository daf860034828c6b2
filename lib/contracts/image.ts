import { z } from "zod";
import { id, timestamp } from "./common.ts";
import { edit } from "./edit.ts";

const IMAGE_FORMATS = ["jpeg", "png", "webp", "avif", "tiff", "gif"] as const;
export const imageFormat = z.enum(IMAGE_FORMATS);
export type ImageFormat = z.infer<typeof imageFormat>;

export const image = z.object({
  id,
  name: z.string(),
  /** After EXIF orientation. */
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  format: imageFormat,
  bytes: z.number().int().positive(),
  hasAlpha: z.boolean(),
  /** Bits per sample of the original, 8 or 16. */
  bitDepth: z.union([z.literal(8), z.literal(16)]),
  /** Name of the embedded ICC profile, or null for none (then sRGB is assumed). */
  colourProfile: z.string().nullable(),
  /** Colour model the picture is edited in. CMYK originals are converted once, to sRGB. */
  colourModel: z.enum(["grey", "rgb"]),
  /** Display pyramid: level 0 is full size, each next level half of it; tiles of `size` × `size` pixels. */
  tiles: z.object({ size: z.number().int(), levels: z.number().int() }),
  createdAt: timestamp,
});
export type Image = z.infer<typeof image>;

export const imageWithEdits = image.extend({ edits: z.array(edit) });
export type ImageWithEdits = z.infer<typeof imageWithEdits>;

/** What may stand beside the file in an upload. */
export const uploadFields = z.object({
  /** The image's id, if the uploader chooses it: sent again with the same bytes, it is the same image. */
  id: id.optional(),
});

export const MAX_NAME_CHARACTERS = 200;
export const imageChange = z.strictObject({ name: z.string().trim().min(1).max(MAX_NAME_CHARACTERS) });

/** Tiles and thumbnail of the original, or of the picture that this edit put in its place (see `replaced`). */
export const displayQuery = z.object({ edit: id.optional() });

export const EXPORT_FORMATS = ["png", "jpeg", "webp", "avif", "tiff"] as const;
export const exportQuery = z.object({
  edit: id.optional(),
  format: z.enum(EXPORT_FORMATS).default("png"),
  /** Ignored by the lossless formats. */
  quality: z.coerce.number().int().min(1).max(100).default(92),
});
export type ExportQuery = z.infer<typeof exportQuery>;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
