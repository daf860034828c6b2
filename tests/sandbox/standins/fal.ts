import { pictureAnswer, webPage } from "../kit/answer.ts";
import { checkFields, type JsonBody, type JsonRules, readJson } from "../kit/json-body.ts";
import { cutOutMiddle, paint, readPicture, readStrictMask } from "../kit/picture.ts";
import { Refusal, type Standin, type StandinContext } from "../kit/standin.ts";

const PICTURE: JsonRules = { image_url: { type: "text", required: true, min: 1 } };
const PICTURES: JsonRules = {
  ...PICTURE,
  mask_url: { type: "text", required: true, min: 1 },
  output_format: { type: "choice", values: ["jpeg", "png"] },
};
/** Answers one picture, not a list. */
const CUT_OUT = "/fal-ai/bria/background/remove";
const ENDPOINTS: Readonly<Record<string, JsonRules>> = {
  "/fal-ai/flux-pro/v1/fill": {
    ...PICTURES,
    prompt: { type: "text", required: true, min: 1 },
    seed: { type: "number", min: 0, max: Number.MAX_SAFE_INTEGER, integer: true },
    num_images: { type: "number", min: 1, max: 4, integer: true },
  },
  "/fal-ai/flux-pro/v1/erase": {
    ...PICTURES,
    dilate_pixels: { type: "number", min: 0, max: 100, integer: true },
  },
  [CUT_OUT]: PICTURE,
};

interface Job {
  readonly endpoint: string;
  readonly fault: string | null;
  readonly result: Buffer;
  looks: number;
  isCancelled: boolean;
}

const KEY = "fal-id:fal-secret";

/**
 * `queue.fal.run`: requests that wait on the first look and are completed on the next, and results without a key under
 * an address of their own. The fault `stalls`, which is no failure, makes a request that never completes.
 */
export function createFalStandin(): Standin {
  const jobs = new Map<string, Job>();
  return {
    id: "fal",
    key: KEY,
    faults: {
      "wrong-key": { code: "invalid_key", answer: () => refusal(401, "Cannot access application") },
      "no-balance": { code: "insufficient_credit", answer: () => refusal(402, "Payment required") },
      "too-many-requests": { code: "provider_rate_limited", answer: () => refusal(429, "Too many requests") },
      "bad-gateway": { code: "overloaded", answer: () => new Response("<html>", { status: 502 }) },
      unavailable: { code: "overloaded", answer: () => refusal(503, "Service unavailable") },
      "gateway-timeout": { code: "timeout", answer: () => refusal(504, "Gateway timeout") },
      "never-begun": { code: "timeout" },
      "no-addresses": { code: "bad_response", answer: () => Response.json({ request_id: "1", status: "IN_QUEUE" }) },
      "prompt-refused": { code: "prompt_rejected", answer: () => invalid("prompt", "string_too_long") },
      "unknown-field": { code: "bad_response", answer: () => invalid("colour", "extra_forbidden") },
      moderated: { code: "moderated" },
      "mask-refused": { code: "mask_rejected" },
      "image-refused": { code: "image_rejected" },
      "failed-for-now": { code: "overloaded" },
      "failed-for-good": { code: "bad_response" },
      forgotten: { code: "bad_response" },
      "unknown-status": { code: "bad_response" },
      "looked-at-elsewhere": { code: "bad_response" },
      "filtered-result": { code: "content_filtered" },
      "no-picture": { code: "bad_response" },
      "result-expired": { code: "bad_response" },
      "result-elsewhere": { code: "bad_response" },
      "not-a-picture": { code: "bad_response" },
    },
    handle: async (request, context) => {
      const { pathname } = new URL(request.url);
      const [, folder, file = ""] = pathname.split("/");
      if (request.method === "GET" && folder === "files") return fileOf(jobs.get(file));
      if (request.headers.get("authorization") !== `Key ${KEY}`) return refusal(401, "Cannot access application");
      const [, id = "", action = ""] = /^\/fal-ai\/[\w-]+\/requests\/([\w-]+)(?:\/(\w+))?$/.exec(pathname) ?? [];
      if (id) return follow(request.method, id, action, jobs.get(id), context.baseUrl);
      const rules = ENDPOINTS[pathname];
      if (request.method !== "POST" || !rules) return refusal(404, "Not Found");
      return await submit(pathname, await readBody(request, rules), jobs, context);
    },
  };
}

async function submit(
  endpoint: string,
  body: JsonBody,
  jobs: Map<string, Job>,
  { baseUrl, fault, saw }: StandinContext,
): Promise<Response> {
  const { image_url, mask_url, prompt = null, ...fields } = body;
  const image = fromDataUri("image_url", image_url);
  const size = await readPicture(image);
  const refuse = () => {
    throw new Refusal(invalid("mask_url", "value_error"));
  };
  const region = mask_url === undefined ? null : await readStrictMask(fromDataUri("mask_url", mask_url), size, refuse);
  saw({ endpoint, size, region, prompt: prompt === null ? null : String(prompt), fields });
  const id = `request-${jobs.size + 1}`;
  const result = endpoint === CUT_OUT ? await cutOutMiddle(image) : await paint(image, region, String(prompt ?? ""));
  jobs.set(id, { endpoint, fault, result, looks: 0, isCancelled: false });
  const host = fault === "looked-at-elsewhere" ? "https://queue.fal.run.example.com" : baseUrl;
  // Addresses name the application, without the endpoint's own path.
  const response_url = `${host}${endpoint.split("/", 3).join("/")}/requests/${id}`;
  return Response.json({
    status: "IN_QUEUE",
    request_id: id,
    response_url,
    status_url: `${response_url}/status`,
    cancel_url: `${response_url}/cancel`,
    queue_position: 0,
  });
}

function follow(method: string, id: string, action: string, job: Job | undefined, baseUrl: string): Response {
  if (!job || job.fault === "forgotten") return refusal(404, "Request not found");
  if (method === "PUT" && action === "cancel") {
    job.isCancelled = true;
    return Response.json({ status: "CANCELLATION_REQUESTED" }, { status: 202 });
  }
  if (method !== "GET") return refusal(405, "Method Not Allowed");
  if (action === "status") {
    if (job.fault === "unknown-status") return Response.json({ status: "LOST" });
    if (job.fault === "stalls") return Response.json({ status: "IN_PROGRESS" }, { status: 202 });
    return job.looks++ === 0
      ? Response.json({ status: "IN_QUEUE", queue_position: 0 }, { status: 202 })
      : Response.json({ status: "COMPLETED" });
  }
  return (job.fault !== null && FAILED[job.fault]?.()) || Response.json(resultOf(id, job, baseUrl));
}

/** What a request came to is told with its response, not with its status. */
const FAILED: Readonly<Record<string, () => Response>> = {
  "never-begun": () => refusal(504, "Request timed out", { "x-fal-request-timeout-type": "user" }),
  moderated: () => invalid("prompt", "content_policy_violation"),
  "mask-refused": () => invalid("mask_url", "image_load_error"),
  "image-refused": () => invalid("image_url", "image_too_small"),
  "failed-for-now": () => refusal(400, "Runner is restarting", { "x-fal-retryable": "true" }),
  "failed-for-good": () => refusal(500, "Internal error", { "x-fal-retryable": "false" }),
};

function resultOf(id: string, { endpoint, fault }: Job, baseUrl: string): unknown {
  if (fault === "no-picture") return { images: [] };
  const url = fault === "result-elsewhere" ? "http://192.168.0.1/result.png" : `${baseUrl}/files/${id}`;
  const image = { url, content_type: "image/png" };
  if (endpoint === CUT_OUT && fault !== "filtered-result") return { image };
  const images = [image];
  return { images, seed: 42, has_nsfw_concepts: [fault === "filtered-result"] };
}

function fileOf(job: Job | undefined): Response {
  if (!job || job.fault === "result-expired") return new Response(null, { status: 404 });
  if (job.fault === "not-a-picture") return webPage();
  return pictureAnswer(job.result);
}

async function readBody(request: Request, rules: JsonRules): Promise<JsonBody> {
  const refuse = (reason: string, field: string | null) =>
    field === null ? refusal(415, reason) : invalid(field, "value_error");
  const body = await readJson(request, refuse);
  checkFields(body, rules, refuse);
  return body;
}

function fromDataUri(field: string, value: unknown): Buffer {
  const encoded = /^data:image\/(?:png|jpeg|webp);base64,([A-Za-z0-9+/]+=*)$/.exec(String(value))?.[1];
  if (!encoded) throw new Refusal(invalid(field, "image_load_error"));
  return Buffer.from(encoded, "base64");
}

const refusal = (status: number, detail: string, headers: Record<string, string> = {}) =>
  Response.json({ detail }, { status, headers });
const invalid = (field: string, type: string) =>
  Response.json({ detail: [{ loc: ["body", field], msg: "refused", type }] }, { status: 422 });
