import sharp from "sharp";
import type { Mask } from "#lib/domain/raster.ts";
import { checkFields, type JsonBody, type JsonRules, readJson } from "../kit/json-body.ts";
import { binarised, inverted, paint, readAlpha, readLuminance, readPicture } from "../kit/picture.ts";
import { Refusal, type Standin, type StandinContext } from "../kit/standin.ts";

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
  force_task_id: { type: "text", min: 1 },
};
const UPSCALE_RULES: JsonRules = {
  image: { type: "picture", required: true },
  resize_mode: { type: "number", min: 0, max: 1, integer: true },
  upscaling_resize: { type: "number", min: 0.01, max: 8 },
  upscaler_1: { type: "choice", values: ["None", "Lanczos", "Nearest", "ESRGAN_4x", "R-ESRGAN 4x+"] },
};

const KEY = "painter:a secret brush";
/** What it tells while it works, look by look. */
const PROGRESS = [0.25, 0.5];

/** A task that is being worked on. */
interface Task {
  readonly id: string;
  readonly fault: string | null;
  looks: number;
  readonly end: () => void;
}

/**
 * AUTOMATIC1111's `POST /sdapi/v1/img2img` behind `--api-auth`, with its own defaults: it blurs the mask by 4 pixels
 * and crops by itself unless told not to. It works on one task at a time; looks at another are told no more than that.
 *
 * Some faults are no failures. With `shows-progress` it answers only after its progress was looked at twice, with
 * `hides-progress` after it refused to tell it, as one without a web UI does. With `works-long` it works until it is
 * interrupted, with `nearly-done` for one more look.
 */
export function createA1111Standin(): Standin {
  let current: Task | null = null;
  let lastDone = Promise.resolve();

  /** Waits for its turn, works as the fault wants it, and lets the next one in. */
  async function work(id: string, fault: string | null): Promise<void> {
    const before = lastDone;
    const done = Promise.withResolvers<void>();
    lastDone = done.promise;
    await before;
    const { promise, resolve } = Promise.withResolvers<void>();
    current = { id, fault, looks: 0, end: resolve };
    if (fault === "hides-progress" || (fault !== null && fault in LOOKS)) await promise;
    current = null;
    done.resolve();
  }
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
      if (request.method === "GET" && pathname === "/sdapi/v1/upscalers")
        return Response.json(["None", "Lanczos", "Nearest", "ESRGAN_4x", "R-ESRGAN 4x+"].map((name) => ({ name })));
      if (request.method !== "POST") return Response.json({ detail: "Not Found" }, { status: 404 });
      if (pathname === "/internal/progress") return look((await request.json()) as Looked, current);
      if (pathname === "/sdapi/v1/interrupt") {
        current?.end();
        return Response.json({});
      }
      if (pathname === "/sdapi/v1/extra-single-image")
        return await enlarge(await readBody(request, UPSCALE_RULES), saw);
      if (pathname !== "/sdapi/v1/img2img") return Response.json({ detail: "Not Found" }, { status: 404 });
      const body = await readBody(request, RULES);
      const image = Buffer.from(String((body.init_images as readonly unknown[])[0]), "base64");
      const size = await readPicture(image);
      const region = body.mask === undefined ? null : await regionOf(Buffer.from(String(body.mask), "base64"), body);
      const { init_images: _images, mask: _mask, force_task_id: task, ...fields } = body;
      const prompt = String(body.prompt ?? "");
      saw({ endpoint: pathname, size, region, prompt, fields });
      await work(String(task ?? "task(img2img)"), fault);
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

interface Looked {
  readonly id_task?: string;
  readonly id_live_preview?: number;
}

/** What is told of a task in its course. */
const LOOKS: Readonly<Record<string, (looks: number) => { told: object; isLast: boolean }>> = {
  "shows-progress": (looks) => ({
    told: { progress: PROGRESS[looks - 1] ?? 1, eta: 4 },
    isLast: looks === PROGRESS.length,
  }),
  "works-long": () => ({ told: { progress: 0.25, eta: 60 }, isLast: false }),
  "nearly-done": (looks) => ({ told: { progress: 0.95, eta: 0.5 }, isLast: looks === 2 }),
};

function look({ id_task, id_live_preview = -1 }: Looked, current: Task | null): Response {
  if (current?.fault === "hides-progress") {
    current.end();
    return Response.json({ detail: "Not Found" }, { status: 404 });
  }
  if (!current || current.id !== id_task) return Response.json(IDLE);
  const found = LOOKS[current.fault ?? ""]?.(++current.looks);
  if (found?.isLast) current.end();
  // Every other look finds the picture of the one before: that is not sent again.
  const number = Math.ceil(current.looks / 2);
  const preview = number === id_live_preview ? {} : { live_preview: PREVIEW };
  return Response.json({ ...IDLE, active: true, ...found?.told, id_live_preview: number, ...preview });
}

const IDLE = { active: false, queued: false, completed: false, progress: null, eta: null, id_live_preview: -1 };
const PREVIEW = `data:image/png;base64,${(
  await sharp({ create: { width: 32, height: 32, channels: 3, background: "#808080" } })
    .png()
    .toBuffer()
).toString("base64")}`;

/** A side is rounded down to a multiple of eight. */
async function enlarge(
  { image, upscaling_resize, upscaler_1, ...fields }: JsonBody,
  saw: StandinContext["saw"],
): Promise<Response> {
  const picture = Buffer.from(String(image), "base64");
  const size = await readPicture(picture);
  saw({
    endpoint: "/sdapi/v1/extra-single-image",
    size,
    region: null,
    prompt: null,
    fields: { ...fields, upscaling_resize, upscaler_1 },
  });
  const sideOf = (side: number) => Math.floor((side * Number(upscaling_resize ?? 2)) / 8) * 8;
  // Without an upscaler the picture is answered as it came.
  const isEnlarged = upscaler_1 !== undefined && upscaler_1 !== "None";
  const [width, height] = isEnlarged ? [sideOf(size.width), sideOf(size.height)] : [size.width, size.height];
  const enlarged = await sharp(picture).resize(width, height, { fit: "fill" }).png().toBuffer();
  return Response.json({ html_info: "", image: enlarged.toString("base64") });
}

async function readBody(request: Request, rules: JsonRules): Promise<JsonBody> {
  const refuse = (reason: string, field: string | null) => invalid(field ?? "body", reason);
  const body = await readJson(request, refuse);
  checkFields(body, rules, refuse);
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
