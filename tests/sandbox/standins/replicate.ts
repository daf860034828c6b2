import { pictureAnswer, redirectInside, webPage } from "../kit/answer.ts";
import { checkFields, type JsonBody, type JsonRules, readJson } from "../kit/json-body.ts";
import { paint, readPicture, readStrictMask } from "../kit/picture.ts";
import { Refusal, type Standin, type StandinContext } from "../kit/standin.ts";

/** The input of each model. In all of these white is inpainted, and the mask has the picture's size. */
const MODELS: Readonly<Record<string, JsonRules>> = {
  "/models/black-forest-labs/flux-fill-pro/predictions": {
    image: { type: "text", required: true, min: 1 },
    mask: { type: "text", min: 1 },
    prompt: { type: "text", required: true, min: 1 },
    steps: { type: "number", min: 15, max: 50, integer: true },
    guidance: { type: "number", min: 1.5, max: 100 },
    seed: { type: "number", min: 0, max: Number.MAX_SAFE_INTEGER, integer: true },
    output_format: { type: "choice", values: ["jpg", "png"] },
  },
};

interface Prediction {
  readonly fault: string | null;
  readonly result: Buffer;
  looks: number;
}

const KEY = "r8_sandbox";

/** `api.replicate.com/v1`: predictions that start on the first look and have an end on the next, results without a key. */
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
      const [, folder, id = ""] = pathname.split("/");
      if (request.method === "GET" && folder === "files") return fileOf(predictions.get(id));
      if (request.headers.get("authorization") !== `Bearer ${KEY}`) return refusal(401, "Invalid token.");
      if (request.method === "GET" && folder === "predictions") return lookAt(id, predictions.get(id), context.baseUrl);
      const rules = MODELS[pathname];
      if (request.method !== "POST" || !rules) return refusal(404, "The requested resource could not be found.");
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
  predictions.set(id, { fault, result: await paint(picture, region, String(prompt)), looks: 0 });
  const urls = { get: `${baseUrl}/predictions/${id}` };
  return Response.json({ id, status: "starting", output: null, error: null, urls }, { status: 201 });
}

/** How a prediction may end without a result. */
const ENDED: Readonly<Record<string, unknown>> = {
  failed: { status: "failed", output: null, error: "Prediction interrupted; please retry (code: PA)" },
  "failed-on-the-mask": { status: "failed", output: null, error: "mask must have the same size as image" },
  flagged: { status: "failed", output: null, error: "The input or output was flagged as sensitive. (E005)" },
  canceled: { status: "canceled", output: null, error: null },
  "output-deleted": { status: "succeeded", output: null, error: null },
  "no-status": {},
};

function lookAt(id: string, prediction: Prediction | undefined, baseUrl: string): Response {
  if (!prediction || prediction.fault === "forgotten")
    return refusal(404, "The requested resource could not be found.");
  if (prediction.looks++ === 0) return Response.json({ id, status: "starting", output: null });
  const ended = prediction.fault === null ? undefined : ENDED[prediction.fault];
  if (ended) return Response.json({ id, ...ended });
  const output = prediction.fault === "result-elsewhere" ? "https://10.0.0.1/out.png" : `${baseUrl}/files/${id}`;
  return Response.json({ id, status: "succeeded", output, error: null });
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
