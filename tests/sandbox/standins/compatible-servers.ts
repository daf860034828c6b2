import sharp from "sharp";
import type { Mask, Size } from "#lib/domain/raster.ts";
import type { FieldRule } from "../kit/form.ts";
import { binarised, inverted, isBinary, readAlpha } from "../kit/picture.ts";

export type ServerKind = "openai" | "stable-diffusion-cpp" | "vllm-omni" | "localai" | "sglang";

export interface Server {
  readonly key: string;
  readonly path: string;
  readonly rules: Readonly<Record<string, FieldRule>>;
  readonly maskField: string;
  /** What is to be repainted (255); null where a mask is accepted and ignored. */
  readonly readMask: ((bytes: Uint8Array) => Promise<Mask>) | null;
  readonly checkSize?: (size: Size, refuse: (reason: string) => never) => void;
  readonly answersWithUrl?: boolean;
  /** How it says no. */
  readonly refuse: (status: number, reason: string) => Response;
}

const image: FieldRule = { type: "file", required: true, many: 16 };
const file: FieldRule = { type: "file" };
const prompt: FieldRule = { type: "text", required: true, min: 1 };
const text: FieldRule = { type: "text" };
const seed: FieldRule = { type: "number", min: -1, max: 2 ** 32, integer: true };

const openaiError = (status: number, message: string) =>
  Response.json({ error: { message, type: "invalid_request_error", param: null, code: null } }, { status });
const plainError = (status: number, message: string) => Response.json({ error: message }, { status });
const fastapiDetail = (status: number, message: string) => Response.json({ detail: message }, { status });

/** The known kinds of server, each by what its own documentation or source says. */
export const SERVERS: Readonly<Record<ServerKind, Server>> = {
  openai: {
    key: "compatible-key",
    path: "/v1/images/edits",
    rules: { image, mask: file, prompt, model: text, size: text, n: text },
    maskField: "mask",
    readMask: transparentRepaints,
    refuse: openaiError,
  },
  "stable-diffusion-cpp": {
    key: "",
    path: "/v1/images/edits",
    rules: {
      image,
      mask: file,
      prompt,
      model: text,
      size: text,
      n: text,
      output_format: { type: "choice", values: ["png", "jpeg"] },
    },
    maskField: "mask",
    readMask: whiteRepaints,
    refuse: plainError,
  },
  "vllm-omni": {
    key: "",
    path: "/v1/images/edits",
    rules: {
      image: { ...image, many: 1 },
      mask_image: file,
      reference_image: file,
      prompt,
      model: text,
      size: text,
      negative_prompt: text,
      seed,
    },
    maskField: "mask_image",
    readMask: whiteRepaints,
    refuse: fastapiDetail,
  },
  localai: {
    key: "",
    path: "/v1/images/inpainting",
    rules: {
      image: { ...image, many: 1 },
      mask: { ...file, required: true },
      prompt,
      model: { ...text, required: true, min: 1 },
      steps: { type: "number", min: 1, max: 1_000, integer: true },
    },
    maskField: "mask",
    readMask: whiteRepaints,
    checkSize: ({ width, height }, refuse) => {
      if (width !== 512 || height !== 512) refuse("the picture must be 512x512");
    },
    answersWithUrl: true,
    refuse: openaiError,
  },
  sglang: {
    key: "",
    path: "/v1/images/edits",
    rules: {
      image,
      mask: file,
      prompt,
      model: text,
      size: text,
      negative_prompt: text,
      seed,
      guidance_scale: { type: "number", min: 0, max: 100 },
    },
    maskField: "mask",
    readMask: null,
    refuse: fastapiDetail,
  },
};

/** OpenAI's reading: alpha decides, and only its ends mean something. */
async function transparentRepaints(bytes: Uint8Array): Promise<Mask> {
  const alpha = await readAlpha(bytes);
  if (!isBinary(alpha)) throw new Error("partly transparent");
  return inverted(alpha);
}

/** The reading of diffusion servers: one grey plane, rounded; alpha is not looked at. */
async function whiteRepaints(bytes: Uint8Array): Promise<Mask> {
  const { data, info } = await sharp(bytes)
    .removeAlpha()
    .toColourspace("b-w")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return binarised({ width: info.width, height: info.height, data: new Uint8Array(data) });
}
