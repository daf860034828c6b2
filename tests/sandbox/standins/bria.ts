import sharp from "sharp";
import { z } from "zod";
import type { Mask, Size } from "#lib/domain/raster.ts";
import { pictureAnswer, redirectInside, webPage } from "../kit/answer.ts";
import { readJson } from "../kit/json-body.ts";
import { binarised, cutOutMiddle, isBinary, paint, readLuminance, readPicture } from "../kit/picture.ts";
import { Refusal, type Standin, type StandinContext } from "../kit/standin.ts";

const Picture = z.base64().min(1);
const Pair = z.tuple([z.int(), z.int()]);
const COMMON = {
  sync: z.boolean().optional(),
  preserve_alpha: z.boolean().optional(),
  visual_input_content_moderation: z.boolean().optional(),
  visual_output_content_moderation: z.boolean().optional(),
};
const PROMPTED = {
  ...COMMON,
  negative_prompt: z.string().min(1).optional(),
  seed: z.int().min(0).max(2_147_483_647).optional(),
  prompt_content_moderation: z.boolean().optional(),
};

const ENDPOINTS = {
  gen_fill: z.strictObject({ ...PROMPTED, image: Picture, mask: Picture, prompt: z.string().min(1) }),
  erase: z.strictObject({ ...COMMON, image: Picture, mask: Picture }),
  expand: z.strictObject({
    ...PROMPTED,
    image: Picture,
    prompt: z.string().optional(),
    canvas_size: Pair.refine(([width, height]) => width * height <= 5000 * 5000),
    original_image_size: Pair,
    original_image_location: Pair,
  }),
  remove_background: z.strictObject({ ...COMMON, image: Picture }),
  replace_background: z.strictObject({
    ...PROMPTED,
    image: Picture,
    prompt: z.string().min(1),
    mode: z.enum(["base", "high_control", "fast"]).optional(),
    refine_prompt: z.boolean().optional(),
    original_quality: z.boolean().optional(),
    force_background_detection: z.boolean().optional(),
  }),
  fibo: z.strictObject({
    ...PROMPTED,
    images: z.array(Picture).length(1),
    instruction: z.string().min(1),
    mask: Picture.optional(),
    steps_num: z.int().min(20).max(50).optional(),
    guidance_scale: z.number().min(3).max(5).optional(),
  }),
} as const;

type Endpoint = keyof typeof ENDPOINTS;
type Body = Readonly<Record<string, unknown>>;

interface Job {
  readonly fault: string | null;
  readonly result: Buffer;
  looks: number;
}

const KEY = "bria-sandbox-token";

/** `engine.prod.bria-api.com/v2`: jobs that are IN_PROGRESS on the first look, and results under an address of their own. */
export function createBriaStandin(): Standin {
  const jobs = new Map<string, Job>();
  return {
    id: "bria",
    key: KEY,
    faults: {
      "bad-mask": { code: "mask_rejected", answer: () => refused(422, "mask must have the same aspect ratio") },
      "bad-image": { code: "image_rejected", answer: () => refused(422, "image cannot be decoded") },
      "bad-prompt": { code: "prompt_rejected", answer: () => refused(422, "prompt contains special characters") },
      "bad-field": { code: "bad_response", answer: () => refused(400, "unexpected field") },
      "prompt-moderated": { code: "moderated", answer: () => refused(422, "prompt failed content moderation") },
      "wrong-token": { code: "invalid_key", answer: () => refused(401, "Unauthorized") },
      forbidden: { code: "invalid_key", answer: () => refused(403, "Forbidden") },
      "no-credits": { code: "insufficient_credit", answer: () => refused(402, "Payment required") },
      "too-many-requests": { code: "provider_rate_limited", answer: () => refused(429, "Too many requests") },
      "server-error": { code: "overloaded", answer: () => new Response("Internal Server Error", { status: 500 }) },
      overloaded: { code: "overloaded", answer: () => new Response("<html>", { status: 503 }) },
      "no-job": { code: "bad_response", answer: () => Response.json({ request_id: "1" }) },
      "output-moderated": { code: "moderated" },
      "job-error": { code: "bad_response" },
      "job-unknown": { code: "bad_response" },
      "job-expired": { code: "bad_response" },
      "polls-elsewhere": { code: "bad_response" },
      "result-expired": { code: "bad_response" },
      "result-elsewhere": { code: "bad_response" },
      "not-a-picture": { code: "bad_response" },
    },
    handle: async (request, context) => {
      const { pathname } = new URL(request.url);
      const [, id = ""] = /\/([^/]+)$/.exec(pathname) ?? [];
      if (request.method === "GET" && pathname.startsWith("/results/")) return resultOf(jobs.get(id));
      if (request.headers.get("api_token") !== KEY) return refused(401, "Unauthorized");
      if (request.method === "GET" && pathname.startsWith("/v2/status/"))
        return lookAt(id, jobs.get(id), context.baseUrl);
      const endpoint = endpointOf(pathname);
      if (request.method !== "POST" || !endpoint) return refused(404, "Not Found");
      const result = await perform(endpoint, await readBody(request, endpoint), context);
      const requestId = `request-${jobs.size + 1}`;
      jobs.set(requestId, { fault: context.fault, result, looks: 0 });
      const host =
        context.fault === "polls-elsewhere" ? "https://engine.prod.bria-api.com.example.com" : context.baseUrl;
      return Response.json({ request_id: requestId, status_url: `${host}/v2/status/${requestId}` }, { status: 202 });
    },
  };
}

function endpointOf(pathname: string): Endpoint | null {
  if (pathname === "/v2/image/edit") return "fibo";
  const name = pathname.replace("/v2/image/edit/", "");
  return name !== "fibo" && Object.hasOwn(ENDPOINTS, name) ? (name as Endpoint) : null;
}

const FAILED: Readonly<Record<string, Body>> = {
  "output-moderated": {
    status: "ERROR",
    error: { code: 422, message: "output image failed content moderation", details: "" },
  },
  "job-error": { status: "ERROR", error: { code: 500, message: "processing failed", details: "image pipeline" } },
  "job-unknown": { status: "UNKNOWN" },
};

function lookAt(id: string, job: Job | undefined, baseUrl: string): Response {
  if (!job || job.fault === "job-expired") return refused(404, "NOT_FOUND");
  if (job.looks++ === 0) return Response.json({ request_id: id, status: "IN_PROGRESS" });
  const failed = job.fault === null ? undefined : FAILED[job.fault];
  if (failed) return Response.json({ request_id: id, ...failed });
  const result = { image_url: `${baseUrl}/results/${id}`, seed: 42 };
  return Response.json({ request_id: id, status: "COMPLETED", result });
}

function resultOf(job: Job | undefined): Response {
  if (!job || job.fault === "result-expired") return new Response("AccessDenied", { status: 403 });
  if (job.fault === "result-elsewhere") return redirectInside();
  if (job.fault === "not-a-picture") return webPage();
  return pictureAnswer(job.result);
}

async function readBody(request: Request, endpoint: Endpoint): Promise<Body> {
  const body = ENDPOINTS[endpoint].safeParse(await readJson(request, (reason) => refused(422, reason)));
  if (!body.success) throw new Refusal(refused(422, body.error.message));
  return body.data;
}

/** Tells what was asked, and makes the result. */
async function perform(endpoint: Endpoint, body: Body, { saw }: StandinContext): Promise<Buffer> {
  const { image, images, mask, ...fields } = body;
  const picture = Buffer.from(String(image ?? (images as string[])[0]), "base64");
  const size = await readPicture(picture);
  const region = mask === undefined ? null : await readMask(String(mask), size);
  const words = body.prompt ?? body.instruction;
  const prompt = words === undefined ? null : String(words);
  saw({ endpoint, size, region, prompt, fields });
  if (endpoint === "remove_background") return await cutOutMiddle(picture);
  return await paint(endpoint === "expand" ? await expanded(picture, size, body) : picture, region, prompt ?? "");
}

async function readMask(encoded: string, size: Size): Promise<Mask> {
  const mask = await readLuminance(Buffer.from(encoded, "base64"));
  if (mask.width * size.height !== mask.height * size.width)
    throw new Refusal(refused(422, "mask must have the same aspect ratio"));
  if (!isBinary(mask)) throw new Refusal(refused(422, "mask must be binary"));
  return binarised(mask);
}

async function expanded(picture: Buffer, size: Size, body: Body): Promise<Buffer> {
  const [[canvasWidth, canvasHeight], [width, height], [left, top]] = [
    body.canvas_size as z.infer<typeof Pair>,
    body.original_image_size as z.infer<typeof Pair>,
    body.original_image_location as z.infer<typeof Pair>,
  ];
  if (width !== size.width || height !== size.height)
    throw new Refusal(refused(422, "the sandbox does not scale the image"));
  const edges = { left, top, right: canvasWidth - left - width, bottom: canvasHeight - top - height };
  return await sharp(picture)
    .extend({ ...edges, extendWith: "mirror" })
    .png()
    .toBuffer();
}

const refused = (code: number, message: string) =>
  Response.json({ request_id: "request-0", error: { code, message, details: "" } }, { status: code });
