import sharp from "sharp";
import type { Mask } from "#lib/domain/raster.ts";
import { pictureAnswer, redirectInside, webPage } from "../kit/answer.ts";
import { checkFields, type JsonBody, type JsonRule, type JsonRules, readJson } from "../kit/json-body.ts";
import { paint, readPicture, readStrictMask } from "../kit/picture.ts";
import { Refusal, type Standin, type StandinContext } from "../kit/standin.ts";

const COMMON: JsonRules = {
  seed: { type: "number", min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER, integer: true },
  output_format: { type: "choice", values: ["jpeg", "png", "webp"] },
  safety_tolerance: { type: "number", min: 0, max: 6, integer: true },
  webhook_url: { type: "text" },
  webhook_secret: { type: "text" },
};
const FLUX_1: JsonRules = {
  ...COMMON,
  image: { type: "picture", required: true },
  prompt: { type: "text" },
  steps: { type: "number", min: 15, max: 50, integer: true },
  guidance: { type: "number", min: 1.5, max: 100 },
  prompt_upsampling: { type: "flag" },
};
const edge: JsonRule = { type: "number", min: 0, max: 2048, integer: true };
const inputs = (count: number): JsonRules =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      index === 0 ? "input_image" : `input_image_${index + 1}`,
      { type: "picture" },
    ]),
  );
const KONTEXT: JsonRules = {
  ...COMMON,
  ...inputs(4),
  prompt: { type: "text", required: true },
  aspect_ratio: { type: "text" },
  prompt_upsampling: { type: "flag" },
};
const FLUX_2: JsonRules = {
  ...COMMON,
  ...inputs(8),
  prompt: { type: "text", required: true },
  width: { type: "number", min: 64, max: 4_000_000, integer: true },
  height: { type: "number", min: 64, max: 4_000_000, integer: true },
  safety_tolerance: { type: "number", min: 0, max: 5, integer: true },
};

const ENDPOINTS: Readonly<Record<string, JsonRules>> = {
  "/v1/flux-pro-1.0-fill": { ...FLUX_1, mask: { type: "picture" } },
  "/v1/flux-pro-1.0-expand": { ...FLUX_1, top: edge, bottom: edge, left: edge, right: edge },
  "/v1/flux-tools/erase-v1": {
    ...COMMON,
    image: { type: "picture", required: true },
    mask: { type: "picture", required: true },
    dilate_pixels: { type: "number", min: 0, max: 25, integer: true },
  },
  "/v1/flux-kontext-pro": KONTEXT,
  "/v1/flux-kontext-max": KONTEXT,
  "/v1/flux-2-pro": FLUX_2,
  "/v1/flux-2-max": FLUX_2,
  "/v1/flux-2-flex": {
    ...FLUX_2,
    prompt_upsampling: { type: "flag" },
    steps: { type: "number", min: 1, max: 50, integer: true },
    guidance: { type: "number", min: 1.5, max: 10 },
  },
};

interface Job {
  readonly fault: string | null;
  readonly result: Buffer;
  looks: number;
}

/** `api.bfl.ai`: jobs that are Pending on the first look, and results without a key under an address of their own. */
export function createBflStandin(): Standin {
  const jobs = new Map<string, Job>();
  return {
    id: "bfl",
    key: "bfl-sandbox-key",
    faults: {
      "bad-request": { code: "bad_response", answer: () => Response.json({ detail: "Bad Request" }, { status: 400 }) },
      "mask-of-another-size": { code: "mask_rejected", answer: () => invalid("mask", "must have the size of image") },
      "prompt-refused": { code: "prompt_rejected", answer: () => invalid("prompt", "is too long") },
      "image-refused": { code: "image_rejected", answer: () => invalid("image", "cannot be read") },
      "unknown-field": { code: "bad_response", answer: () => invalid("colour", "extra inputs are not permitted") },
      "wrong-key": {
        code: "invalid_key",
        answer: () => Response.json({ detail: "Not authenticated" }, { status: 403 }),
      },
      "no-credits": {
        code: "insufficient_credit",
        answer: () => Response.json({ detail: "Payment Required" }, { status: 402 }),
      },
      "too-many-requests": {
        code: "provider_rate_limited",
        answer: () => new Response("Too Many Requests", { status: 429 }),
      },
      "server-error": { code: "overloaded", answer: () => new Response("Internal Server Error", { status: 500 }) },
      maintenance: { code: "overloaded", answer: () => new Response("<html>", { status: 503 }) },
      "no-job": { code: "bad_response", answer: () => Response.json({ id: "1" }) },
      "request-moderated": { code: "moderated" },
      "content-moderated": { code: "moderated" },
      "job-error": { code: "bad_response" },
      "job-lost": { code: "bad_response" },
      "polls-elsewhere": { code: "bad_response" },
      "result-expired": { code: "bad_response" },
      "result-elsewhere": { code: "bad_response" },
      "not-a-picture": { code: "bad_response" },
    },
    handle: async (request, context) => {
      const { pathname, searchParams } = new URL(request.url);
      if (request.method === "GET" && pathname.startsWith("/results/")) return resultOf(jobs.get(pathname.slice(9)));
      if (request.headers.get("x-key") !== "bfl-sandbox-key")
        return Response.json({ detail: "Not authenticated" }, { status: 403 });
      if (request.method === "GET" && pathname === "/v1/get_result") {
        const id = searchParams.get("id") ?? "";
        return lookAt(id, jobs.get(id), context.baseUrl);
      }
      const rules = ENDPOINTS[pathname];
      if (request.method !== "POST" || !rules) return Response.json({ detail: "Not Found" }, { status: 404 });
      const id = `job-${jobs.size + 1}`;
      const { result, megapixels } = await perform(pathname, await readBody(request, rules), context);
      jobs.set(id, { fault: context.fault, result, looks: 0 });
      const host = context.fault === "polls-elsewhere" ? "https://api.bfl.ai.example.com" : context.baseUrl;
      const pollingUrl = `${host}/v1/get_result?id=${id}`;
      return Response.json({ id, polling_url: pollingUrl, cost: 4.5, input_mp: megapixels, output_mp: megapixels });
    },
  };
}

const ENDED: Readonly<Record<string, unknown>> = {
  "request-moderated": { status: "Request Moderated", result: null, details: { "Moderation Reasons": ["Violence"] } },
  "content-moderated": { status: "Content Moderated", result: null, details: null },
  "job-error": { status: "Error", result: null, details: { error: "worker failed" } },
};

function lookAt(id: string, job: Job | undefined, baseUrl: string): Response {
  if (!job || job.fault === "job-lost") return Response.json({ id, status: "Task not found" }, { status: 404 });
  if (job.looks++ === 0) return Response.json({ id, status: "Pending", result: null, progress: 0.5 });
  const ended = job.fault === null ? undefined : ENDED[job.fault];
  if (ended) return Response.json({ id, ...ended });
  return Response.json({ id, status: "Ready", result: { sample: `${baseUrl}/results/${id}` } });
}

function resultOf(job: Job | undefined): Response {
  if (!job || job.fault === "result-expired") return new Response("AuthenticationFailed", { status: 403 });
  if (job.fault === "result-elsewhere") return redirectInside();
  if (job.fault === "not-a-picture") return webPage();
  return pictureAnswer(job.result);
}

async function readBody(request: Request, rules: JsonRules): Promise<JsonBody> {
  const refuse = (reason: string, field: string | null) => invalid(field ?? "body", reason);
  const body = await readJson(request, refuse);
  checkFields(body, rules, refuse);
  return body;
}

/** Tells what was asked, and makes the result. */
async function perform(endpoint: string, body: JsonBody, { saw }: StandinContext) {
  const picture = Buffer.from(String(body.image ?? body.input_image), "base64");
  const size = await readPicture(picture);
  const region = await readMask(endpoint, body, size);
  const { image: _image, input_image: _input, mask: _mask, ...fields } = body;
  const prompt = body.prompt === undefined ? null : String(body.prompt);
  saw({ endpoint, size, region, prompt, fields });
  const result = await paint(await extended(picture, body), region, prompt ?? "");
  return {
    result: await sized(result, endpoint, body),
    megapixels: Math.round((size.width * size.height) / 10_000) / 100,
  };
}

async function readMask(
  endpoint: string,
  body: JsonBody,
  size: { width: number; height: number },
): Promise<Mask | null> {
  if (endpoint.endsWith("erase-v1") && Math.min(size.width, size.height) < 256)
    throw new Refusal(invalid("image", "smaller than 256"));
  if (body.mask === undefined) return null;
  return await readStrictMask(Buffer.from(String(body.mask), "base64"), size, (reason) => {
    throw new Refusal(invalid("mask", reason));
  });
}

async function extended(picture: Buffer, { top = 0, bottom = 0, left = 0, right = 0 }: JsonBody): Promise<Buffer> {
  const edges = { top: Number(top), bottom: Number(bottom), left: Number(left), right: Number(right) };
  return await sharp(picture)
    .extend({ ...edges, extendWith: "mirror" })
    .png()
    .toBuffer();
}

/** FLUX.2 answers in the size that was asked for, Kontext with a megapixel of the ratio that was. */
async function sized(result: Buffer, endpoint: string, { width, height, aspect_ratio }: JsonBody): Promise<Buffer> {
  if (endpoint.includes("kontext")) {
    const [across = 1, down = 1] = String(aspect_ratio ?? "1:1")
      .split(":")
      .map(Number);
    if (!(across / down >= 9 / 21 && across / down <= 21 / 9))
      throw new Refusal(invalid("aspect_ratio", "between 21:9 and 9:21"));
    const side = Math.sqrt((1024 * 1024 * across) / down);
    return await sharp(result)
      .resize(Math.round(side), Math.round((side * down) / across), { fit: "fill" })
      .png()
      .toBuffer();
  }
  if (width === undefined || height === undefined) return result;
  return await sharp(result).resize(Number(width), Number(height), { fit: "fill" }).png().toBuffer();
}

const invalid = (field: string, msg: string) =>
  Response.json({ detail: [{ loc: ["body", field], msg, type: "value_error" }] }, { status: 422 });
