import { once } from "node:events";
import sharp from "sharp";
import type { Mask } from "#lib/domain/raster.ts";
import { checkFields, type JsonBody, type JsonRules, readJson } from "../kit/json-body.ts";
import { binarised, inverted, paint, readAlpha, readLuminance, readPicture } from "../kit/picture.ts";
import { Refusal, type Standin } from "../kit/standin.ts";

const RULES: JsonRules = {
  init_images: { type: "pictures", required: true },
  mask: { type: "picture" },
  prompt: { type: "text" },
  negative_prompt: { type: "text" },
  denoising_strength: { type: "number", min: 0, max: 1 },
  mask_blur: { type: "number", min: 0, max: 64, integer: true },
  inpainting_fill: { type: "number", min: 0, max: 3, integer: true },
  inpaint_full_res: { type: "flag" },
  inpaint_full_res_padding: { type: "number", min: 0, max: 256, integer: true },
  inpainting_mask_invert: { type: "number", min: 0, max: 1, integer: true },
  width: { type: "number", min: 64, max: 2048, integer: true },
  height: { type: "number", min: 64, max: 2048, integer: true },
  steps: { type: "number", min: 1, max: 150, integer: true },
  cfg_scale: { type: "number", min: 1, max: 30 },
  seed: { type: "number", min: -1, max: 4_294_967_295, integer: true },
  batch_size: { type: "number", min: 1, max: 8, integer: true },
  n_iter: { type: "number", min: 1, max: 100, integer: true },
};

const KEY = "painter:a secret brush";
/** What it is while it works, look by look. */
const PROGRESS = [0.25, 0.5];

/**
 * AUTOMATIC1111's `POST /sdapi/v1/img2img` behind `--api-auth`, with its own defaults: it blurs the mask by 4 pixels
 * and crops by itself unless told not to. Two faults are no failures: with `shows-progress` it answers only after its
 * progress was looked at twice, with `hides-progress` after it refused to tell it.
 */
export function createA1111Standin(): Standin {
  const looks = new EventTarget();
  let looked = 0;
  let isHidden = false;
  return {
    id: "a1111",
    key: KEY,
    faults: {
      "wrong-login": {
        code: "invalid_key",
        answer: () => Response.json({ detail: "Incorrect username or password" }, { status: 401 }),
      },
      "no-api": { code: "model_retired", answer: () => Response.json({ detail: "Not Found" }, { status: 404 }) },
      "out-of-memory": {
        code: "engine_out_of_memory",
        answer: () => failure("OutOfMemoryError", "CUDA out of memory. Tried to allocate 20.00 MiB"),
      },
      "server-error": { code: "overloaded", answer: () => failure("RuntimeError", "a tensor of the wrong shape") },
      "bad-field": { code: "bad_response", answer: () => invalid("steps", "value is not a valid integer") },
      "no-pictures": { code: "bad_response", answer: () => Response.json({ images: [], parameters: {}, info: "{}" }) },
      "not-json": { code: "bad_response", answer: () => new Response("<html>") },
      "not-a-picture": {
        code: "bad_response",
        answer: () => Response.json({ images: [Buffer.from("no picture").toString("base64")], info: "{}" }),
      },
    },
    handle: async (request, { fault, saw }) => {
      const { pathname } = new URL(request.url);
      if (request.headers.get("authorization") !== `Basic ${Buffer.from(KEY).toString("base64")}`)
        return Response.json({ detail: "Incorrect username or password" }, { status: 401 });
      if (request.method === "GET" && pathname === "/sdapi/v1/progress") {
        const progress = PROGRESS[looked++] ?? 1;
        if (isHidden || looked === PROGRESS.length) looks.dispatchEvent(new Event("enough"));
        if (isHidden) return Response.json({ detail: "Forbidden" }, { status: 403 });
        return Response.json({ progress, eta_relative: 1, state: {}, current_image: null, textinfo: null });
      }
      if (request.method !== "POST" || pathname !== "/sdapi/v1/img2img")
        return Response.json({ detail: "Not Found" }, { status: 404 });
      const body = await readBody(request);
      const image = Buffer.from(String((body.init_images as readonly unknown[])[0]), "base64");
      const size = await readPicture(image);
      const region = body.mask === undefined ? null : await regionOf(Buffer.from(String(body.mask), "base64"), body);
      const { init_images: _images, mask: _mask, ...fields } = body;
      const prompt = String(body.prompt ?? "");
      saw({ endpoint: pathname, size, region, prompt, fields });
      isHidden = fault === "hides-progress";
      if (isHidden || fault === "shows-progress") {
        looked = 0;
        await once(looks, "enough");
      }
      const { width = 512, height = 512 } = body;
      const painted = await sharp(await paint(image, region, prompt))
        .resize(Number(width), Number(height), { fit: "fill" })
        .png()
        .toBuffer();
      const seed = Number(body.seed) >= 0 ? Number(body.seed) : 4_242;
      const info = JSON.stringify({ prompt, seed, all_seeds: [seed] });
      return Response.json({ images: [painted.toString("base64")], parameters: fields, info });
    },
  };
}

async function readBody(request: Request): Promise<JsonBody> {
  const refuse = (reason: string, field: string | null) => invalid(field ?? "body", reason);
  const body = await readJson(request, refuse);
  checkFields(body, RULES, refuse);
  return body;
}

/** What it will repaint. A mask with transparency is read by its alpha, opaque repainted. */
async function regionOf(mask: Buffer, body: JsonBody): Promise<Mask> {
  const { hasAlpha } = await sharp(mask).metadata();
  const drawn = binarised(hasAlpha ? await readAlpha(mask) : await readLuminance(mask));
  const wanted = body.inpainting_mask_invert === 1 ? inverted(drawn) : drawn;
  if (body.inpaint_full_res !== false && wanted.data.every((value) => value === 0))
    throw new Refusal(failure("ValueError", "Coordinate 'right' is less than 'left'"));
  return await blurred(wanted, Number(body.mask_blur ?? 4));
}

async function blurred({ width, height, data }: Mask, radius: number): Promise<Mask> {
  if (radius === 0) return { width, height, data };
  const soft = await sharp(data, { raw: { width, height, channels: 1 } })
    .blur(radius)
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  return { width, height, data: new Uint8Array(soft) };
}

const failure = (error: string, errors: string) =>
  Response.json({ error, detail: "", body: "", errors }, { status: 500 });
const invalid = (field: string, msg: string) =>
  Response.json({ detail: [{ loc: ["body", field], msg, type: "value_error" }] }, { status: 422 });
