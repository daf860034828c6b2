import type { Size } from "#lib/domain/raster.ts";
import type { FieldRule, Fields } from "../kit/form.ts";
import { Refusal } from "../kit/standin.ts";
import { failure, invalid } from "./openai-faults.ts";

/** The fields of a multipart edit, with what current image models take. */
export const RULES: Readonly<Record<string, FieldRule>> = {
  image: { type: "file", required: true, many: 16 },
  mask: { type: "file" },
  markup: { type: "file" },
  prompt: { type: "text", required: true, min: 1, max: 32_000 },
  // The service would choose one by itself; which, no document tells any more.
  model: { type: "text", required: true },
  n: { type: "number", min: 1, max: 10, integer: true },
  size: { type: "text" },
  quality: { type: "choice", values: ["low", "medium", "high", "xhigh", "max", "auto"] },
  complexity: { type: "choice", values: ["low", "medium", "high"] },
  background: { type: "choice", values: ["transparent", "opaque", "auto"] },
  output_format: { type: "choice", values: ["png", "jpeg", "webp"] },
  output_compression: { type: "number", min: 0, max: 100, integer: true },
  stream: { type: "choice", values: ["true", "false"] },
  partial_images: { type: "number", min: 0, max: 3, integer: true },
  safety_identifier: { type: "text" },
  user: { type: "text" },
};

const MODELS = /^(gpt-image-2(\.5-(sunburst|flare))?(-2026-\d\d-\d\d)?|gpt-image-2\.6-(sunburst|flare))$/;
const STANDARD_SIZES = ["1024x1024", "1536x1024", "1024x1536"];

export interface Request {
  readonly model: string;
  readonly prompt: string;
  readonly size: string;
  readonly quality: string;
  readonly background: string;
  readonly isStream: boolean;
  readonly partialImages: number;
}

/** What holds between fields, by model. */
export function checkFields({ values, files }: Fields): Request {
  const request: Request = {
    model: String(values.model),
    prompt: String(values.prompt),
    size: String(values.size ?? "auto"),
    quality: String(values.quality ?? "auto"),
    background: String(values.background ?? "auto"),
    isStream: values.stream === "true",
    partialImages: Number(values.partial_images ?? 0),
  };
  const { model, size, quality, background, isStream } = request;
  const fail = (reason: string): never => {
    throw new Refusal(invalid(reason));
  };
  if (!MODELS.test(model))
    throw new Refusal(failure(404, { message: "The model does not exist.", code: "model_not_found" }));
  const is2_5 = model.startsWith("gpt-image-2.5");
  if (files.mask && files.markup) fail("markup cannot be combined with mask");
  if (["xhigh", "max"].includes(quality) && !is2_5) fail(`quality ${quality} is not supported by ${model}`);
  if (background === "transparent" && !is2_5) fail(`transparent backgrounds are not supported by ${model}`);
  if (background === "transparent" && values.output_format === "jpeg") fail("transparent needs png or webp");
  if (values.partial_images !== undefined && !isStream) fail("partial_images needs stream");
  if (isStream && Number(values.n ?? 1) > 1) fail("a stream of several pictures is not documented");
  if (size !== "auto" && !STANDARD_SIZES.includes(size)) checkFreeSize(size, model, fail);
  return request;
}

function checkFreeSize(size: string, model: string, fail: (reason: string) => never): void {
  // The document names the models that paint at any size; 2.6 is not among them.
  if (model.startsWith("gpt-image-2.6")) fail(`size ${size} is not supported by ${model}`);
  const { width, height } = sizeOf(size) ?? fail("size must be WIDTHxHEIGHT");
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (width % 16 !== 0 || height % 16 !== 0) fail("width and height must be divisible by 16");
  if (long > 3 * short) fail("the aspect ratio must be between 1:3 and 3:1");
  if (long > 3840 || width * height > 3840 * 2160) fail("size is above 3840x2160");
  if (width * height < 655_360) fail("size is below the minimum of 655360 pixels");
}

export function sizeOf(size: string): Size | null {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(size) ?? [];
  return width && height ? { width: Number(width), height: Number(height) } : null;
}
