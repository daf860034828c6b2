import sharp from "sharp";
import type { Mask, Size } from "#lib/domain/raster.ts";
import { type Fields, readForm } from "../kit/form.ts";
import { inverted, isBinary, paint, readAlpha, readPicture } from "../kit/picture.ts";
import { Refusal, type Standin } from "../kit/standin.ts";
import { failure, invalid, OPENAI_FAULTS } from "./openai-faults.ts";
import { type Request as Checked, checkFields, RULES, sizeOf } from "./openai-rules.ts";
import { answerTo } from "./openai-stream.ts";

const KEY = "sk-sandbox-openai";
/** In pixels: wide enough that none of the stripes of the finished picture is seen. */
const UNFINISHED_BLUR = 12;

/**
 * OpenAI's `POST /images/edits` for its current image models: multipart, transparent mask pixels are edited, answers in
 * base64, as a stream of events where one is asked for.
 */
export const openai: Standin = {
  id: "openai",
  key: KEY,
  faults: OPENAI_FAULTS,
  handle: async (request, { fault, saw, released }) => {
    if (request.method !== "POST" || new URL(request.url).pathname !== "/images/edits")
      return failure(404, { message: "Invalid URL", code: null });
    if (request.headers.get("authorization") !== `Bearer ${KEY}`)
      return failure(401, { message: "Incorrect API key provided.", code: "invalid_api_key" });
    const fields = await readForm(request, RULES, (reason) => invalid(reason));
    const checked = checkFields(fields);
    const { image, size } = await readImages(fields);
    const region = await readMask(fields.files.mask?.[0], size);
    const { prompt } = checked;
    const references = (fields.files.image?.length ?? 1) - 1;
    saw({ endpoint: "/images/edits", size, region, prompt, fields: { ...withoutPrompt(fields), references } });
    const painted = await toSize(await paint(image, region, prompt), sizeOf(checked.size) ?? size, checked);
    const unfinished = checked.isStream
      ? await sharp(painted).blur(UNFINISHED_BLUR).png({ compressionLevel: 1 }).toBuffer()
      : painted;
    return answerTo(checked, { unfinished, painted, fault, released });
  },
};

/** All pictures keep the limits; the first is the one that is edited. */
async function readImages({ files }: Fields): Promise<{ image: Uint8Array; size: Size }> {
  const images = files.image as readonly Uint8Array[];
  for (const bytes of images) {
    const { format } = await readPicture(bytes).catch(() => ({ format: "none" }));
    if (!["png", "jpeg", "webp"].includes(format))
      throw new Refusal(failure(400, { message: "Unsupported image file.", code: "invalid_image_file" }));
    if (bytes.length >= 50_000_000) throw new Refusal(invalid("image must be less than 50MB"));
  }
  const image = images[0] as Uint8Array;
  const { width, height } = await readPicture(image);
  return { image, size: { width, height } };
}

/** What is to be edited: 255 where the mask is fully transparent. Greys mean nothing, so they are refused. */
async function readMask(bytes: Uint8Array | undefined, size: Size): Promise<Mask | null> {
  if (!bytes) return null;
  const { format, width, height } = await readPicture(bytes);
  const refuse = (what: string): never => {
    const message = `Invalid mask image format - ${what}`;
    const type = "image_generation_user_error";
    throw new Refusal(failure(400, { message, type, code: "invalid_mask_image_format" }));
  };
  if (format !== "png") refuse("mask is not a PNG");
  if (bytes.length >= 4_000_000) refuse("mask image is larger than 4MB");
  if (width !== size.width || height !== size.height) refuse("mask size does not match the image");
  const alpha = await readAlpha(bytes).catch(() => refuse("mask image missing alpha channel"));
  if (!isBinary(alpha)) refuse("mask image is partly transparent");
  return inverted(alpha);
}

/** The result has the size that was asked for, whatever the input; a transparent one keeps an ellipse in the middle. */
async function toSize(painted: Uint8Array, { width, height }: Size, { background }: Checked): Promise<Buffer> {
  const resized = sharp(painted).resize(width, height, { fit: "fill" });
  if (background !== "transparent") return resized.png({ compressionLevel: 1 }).toBuffer();
  return resized
    .joinChannel(Buffer.from(ellipseIn(width, height)), { raw: { width, height, channels: 1 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

function ellipseIn(width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [(at % width) / width - 0.5, Math.floor(at / width) / height - 0.5];
    return Math.hypot(x, y) < 0.4 ? 255 : 0;
  });
}

const withoutPrompt = ({ values: { prompt: _, ...others } }: Fields) => others;
