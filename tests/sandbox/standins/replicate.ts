import { pictureAnswer, redirectInside, webPage } from "../kit/answer.ts";
import { checkFields, type JsonBody, type JsonRules, readJson } from "../kit/json-body.ts";
import { paint, readPicture, readStrictMask } from "../kit/picture.ts";
import { Refusal, type Standin, type StandinContext } from "../kit/standin.ts";

const FILL: JsonRules = {
  image: { type: "text", required: true, min: 1 },
  mask: { type: "text", min: 1 },
  prompt: { type: "text", required: true, min: 1 },
  seed: { type: "number", min: 0, max: Number.MAX_SAFE_INTEGER, integer: true },
};
/** The input of each model. In all of these white is inpainted, and the mask has the picture's size. */
const MODELS: Readonly<Record<string, JsonRules>> = {
  "/models/black-forest-labs/flux-fill-pro/predictions": {
    ...FILL,
    steps: { type: "number", min: 1, max: 50, integer: true },
    guidance: { type: "number", min: 2, max: 5 },
    output_format: { type: "choice", values: ["jpg", "png"] },
  },
  "/models/black-forest-labs/flux-fill-dev/predictions": {
    ...FILL,
    num_outputs: { type: "number", min: 1, max: 4, integer: true },
    num_inference_steps: { type: "number", min: 1, max: 50, integer: true },
    guidance: { type: "number", min: 0, max: 100 },
    megapixels: { type: "choice", values: ["1", "0.25", "match_input"] },
    output_format: { type: "choice", values: ["webp", "jpg", "png"] },
    output_quality: { type: "number", min: 0, max: 100, integer: true },
  },
};

interface Prediction {
  readonly fault: string | null;
  readonly result: Buffer;
  /** Some models answer a list. */
  readonly answersList: boolean;
  looks: number;
  isCancelled: boolean;
}

const KEY = "r8_sandbox";

/**
 * `api.replicate.com/v1`: predictions that start on the first look and have an end on the next, results without a key.
 * The fault `stalls`, which is no failure, makes a prediction that has no end until it is cancelled.
 */
export function createReplicateStandin(): Standin {
  const predictions = new Map<string, Prediction>();
  return {
    id: "replicate",
    key: KEY,
    faults: {
      "wrong-key": { code: "invalid_key", answer: () => refusal(401, "Invalid token.") },
      "no-credit": { code: "insufficient_credit", answer: () => refusal(402, "Insufficient credit") },
      "unknown-model": {
        code: "model_retired",
        answer: () => refusal(404, "The requested resource could not be found."),
      },
      "input-refused": { code: "image_rejected", answer: () => refusal(422, "Input validation failed") },
      throttled: {
        code: "provider_rate_limited",
        answer: () => refusal(429, "Request was throttled. Your rate limit resets in ~30s."),
      },
      "server-error": { code: "overloaded", answer: () => new Response("Internal Server Error", { status: 500 }) },
      "no-id": { code: "bad_response", answer: () => Response.json({ status: "starting" }, { status: 201 }) },
      failed: { code: "bad_response" },
      "failed-on-the-mask": { code: "mask_rejected" },
      flagged: { code: "moderated" },
      canceled: { code: "bad_response" },
      aborted: { code: "bad_response" },
      forgotten: { code: "bad_response" },
      "no-status": { code: "bad_response" },
      "output-deleted": { code: "bad_response" },
      "result-expired": { code: "bad_response" },
      "result-redirects": { code: "bad_response" },
      "result-elsewhere": { code: "bad_response" },
      "not-a-picture": { code: "bad_response" },
    },
    handle: async (request, context) => {
      const { pathname } = new URL(request.url);
      const [, folder, id = "", action] = pathname.split("/");
      if (request.method === "GET" && folder === "files") return fileOf(predictions.get(id));
      if (request.headers.get("authorization") !== `Bearer ${KEY}`) return refusal(401, "Invalid token.");
      if (request.method === "GET" && folder === "predictions") return lookAt(id, predictions.get(id), context.baseUrl);
      if (request.method === "POST" && folder === "predictions" && action === "cancel")
        return cancel(id, predictions.get(id));
      const rules = MODELS[pathname];
      if (request.method !== "POST" || !rules) return refusal(404, "The requested resource could not be found.");
      if (!/^\d+[smh]?$/.test(request.headers.get("cancel-after") ?? "1h")) return refusal(400, "invalid Cancel-After");
      if (request.headers.get("prefer")) return refusal(400, "this stand-in has no blocking mode");
      return await create(pathname, await readInput(request, rules), predictions, context);
    },
  };
}

async function create(
  endpoint: string,
  input: JsonBody,
  predictions: Map<string, Prediction>,
  { baseUrl, fault, saw }: StandinContext,
): Promise<Response> {
  const { image, mask, prompt, ...fields } = input;
  const picture = fromDataUri(image);
  const size = await readPicture(picture);
  const refuse = (reason: string): never => {
    throw new Refusal(refusal(422, reason));
  };
  const region = mask === undefined ? null : await readStrictMask(fromDataUri(mask), size, refuse);
  saw({ endpoint, size, region, prompt: String(prompt), fields });
  const id = `prediction${predictions.size + 1}`;
  const result = await paint(picture, region, String(prompt));
  const answersList = endpoint.includes("/flux-fill-dev/");
  predictions.set(id, { fault, result, answersList, looks: 0, isCancelled: false });
  const get = `${baseUrl}/predictions/${id}`;
  const urls = { get, cancel: `${get}/cancel` };
  return Response.json({ id, status: "starting", output: null, error: null, urls }, { status: 201 });
}

/** How a prediction may end without a result. */
const ENDED: Readonly<Record<string, object>> = {
  failed: { status: "failed", output: null, error: "Prediction interrupted; please retry (code: PA)" },
  "failed-on-the-mask": { status: "failed", output: null, error: "mask must have the same size as image" },
  flagged: { status: "failed", output: null, error: "The input or output was flagged as sensitive. (E005)" },
  canceled: { status: "canceled", output: null, error: null },
  aborted: { status: "aborted", output: null, error: null },
  "output-deleted": { status: "succeeded", output: null, error: null },
  "no-status": {},
};

function lookAt(id: string, prediction: Prediction | undefined, baseUrl: string): Response {
  if (!prediction || prediction.fault === "forgotten")
    return refusal(404, "The requested resource could not be found.");
  if (prediction.isCancelled) return Response.json({ id, ...ENDED.canceled });
  if (prediction.fault === "stalls") return Response.json({ id, status: "processing", output: null });
  if (prediction.looks++ === 0) return Response.json({ id, status: "starting", output: null });
  const ended = prediction.fault === null ? undefined : ENDED[prediction.fault];
  if (ended) return Response.json({ id, ...ended });
  const address = prediction.fault === "result-elsewhere" ? "https://10.0.0.1/out.png" : `${baseUrl}/files/${id}`;
  const output = prediction.answersList ? [address] : address;
  return Response.json({ id, status: "succeeded", output, error: null });
}

function cancel(id: string, prediction: Prediction | undefined): Response {
  if (!prediction) return refusal(404, "The requested resource could not be found.");
  prediction.isCancelled = true;
  return Response.json({ id, ...ENDED.canceled });
}

function fileOf(prediction: Prediction | undefined): Response {
  if (!prediction || prediction.fault === "result-expired") return new Response(null, { status: 404 });
  if (prediction.fault === "result-redirects") return redirectInside();
  if (prediction.fault === "not-a-picture") return webPage();
  return pictureAnswer(prediction.result);
}

async function readInput(request: Request, rules: JsonRules): Promise<JsonBody> {
  const refuse = (reason: string) => refusal(422, reason);
  const { input, ...others } = (await readJson(request, refuse)) as { input?: JsonBody };
  if (!input || Object.keys(others).length > 0) throw new Refusal(refuse("the body is not {input}"));
  checkFields(input, rules, refuse);
  return input;
}

function fromDataUri(value: unknown): Buffer {
  const encoded = /^data:image\/(?:png|jpeg|webp|gif);base64,([A-Za-z0-9+/]+=*)$/.exec(String(value))?.[1];
  if (!encoded) throw new Refusal(refusal(422, "not a data URI of a picture"));
  return Buffer.from(encoded, "base64");
}

const refusal = (status: number, detail: string) => Response.json({ detail }, { status });
