import { randomBytes } from "node:crypto";
import { pictureAnswer, webPage } from "../../kit/answer.ts";
import { readForm } from "../../kit/form.ts";
import { readPicture } from "../../kit/picture.ts";
import { Refusal, type Standin, type StandinContext } from "../../kit/standin.ts";
import { ENDPOINTS, type EndpointRules } from "./endpoints.ts";
import { FAULTS, problem, tooManyRequests } from "./faults.ts";
import type { Job, Sent } from "./job.ts";
import { faultOf, regionOf } from "./pictures.ts";

const KEY = "sk-stability-sandbox";
const MAX_BODY_BYTES = 10 * 1024 * 1024;
const SUBMISSION_PATH = "/v2beta/stable-image/";
const RESULT_PATH = "/v2beta/results/";

interface Result {
  readonly picture: Buffer;
  readonly fault: string | null;
  polls: number;
}

/** Stability AI's `/v2beta`: multipart forms in, the picture's bytes out; two endpoints name a job to be polled. */
export function createStabilityStandin(): Standin {
  const jobs = new Map<string, Result>();
  return {
    id: "stability",
    key: KEY,
    faults: FAULTS,
    handle: async (request, context) => {
      const { pathname } = new URL(request.url);
      checkHeaders(request.headers);
      if (request.method === "GET" && pathname.startsWith(RESULT_PATH)) {
        return resultOf(jobs.get(pathname.slice(RESULT_PATH.length)));
      }
      const path = pathname.slice(SUBMISSION_PATH.length);
      const rules = pathname.startsWith(SUBMISSION_PATH) ? ENDPOINTS[path] : undefined;
      if (request.method !== "POST" || !rules) return problem(404, "not_found", "The requested path does not exist.");
      const picture = await edit(path, rules, request, context);
      if (!rules.isAsync) return answerWith(picture, context.fault);
      const id = randomBytes(32).toString("hex");
      jobs.set(id, { picture, fault: context.fault, polls: 0 });
      return Response.json({ id });
    },
  };
}

function checkHeaders(headers: Headers): void {
  if (headers.get("authorization") !== `Bearer ${KEY}`)
    throw new Refusal(problem(401, "unauthorized", "authorization: missing or invalid"));
  if (headers.get("accept") !== "image/*") refuse("accept: the sandbox answers with image/* only");
  for (const name of ["stability-client-id", "stability-client-user-id", "stability-client-version"]) {
    if ((headers.get(name) ?? "").length > 256) refuse(`${name}: is too long`);
  }
}

async function edit(path: string, rules: EndpointRules, request: Request, { saw }: StandinContext): Promise<Buffer> {
  const form = await readWithinLimit(request, rules);
  const names = Object.keys(rules.pictures);
  for (const name of names) {
    const [bytes] = form.files[name] ?? [];
    const fault = bytes && (await faultOf(name, bytes, rules.pictures[name] as EndpointRules["pictures"][string]));
    if (fault) refuse(fault);
  }
  const conflict = rules.conflict?.(form);
  if (conflict) refuse(conflict);
  const [picture] = form.files[names[0] as string] as readonly [Uint8Array];
  const job: Job = { ...form, picture, region: await markedIn(picture, rules, form) };
  const { prompt, background_prompt: background, ...fields } = form.values;
  const { width, height } = await readPicture(picture);
  saw({
    endpoint: path,
    size: { width, height },
    region: job.region,
    prompt: prompt === undefined && background === undefined ? null : String(prompt ?? background),
    fields: { ...fields, ...(await sizesOf(form, names.slice(1))) },
  });
  return rules.edit(job);
}

async function readWithinLimit(request: Request, rules: EndpointRules): Promise<Sent> {
  const body = await request.arrayBuffer();
  if (body.byteLength > MAX_BODY_BYTES)
    throw new Refusal(problem(413, "payload_too_large", "body: payloads cannot be larger than 10MiB in size"));
  const [edited, ...others] = Object.keys(rules.pictures) as [string, ...string[]];
  const files = Object.fromEntries(others.map((name) => [name, { type: "file" as const }]));
  const { method, headers } = request;
  return readForm(
    new Request(request.url, { method, headers, body }),
    { [edited]: { type: "file", required: true }, ...files, ...rules.fields },
    (reason) => problem(400, "bad_request", reason.replace(/^(\w+) (is|must)/, "$1: $2")),
  );
}

/** Only endpoints with a field `mask` repaint a region; the default of `grow_mask` is 5. */
async function markedIn(picture: Uint8Array, { fields }: EndpointRules, { files, values }: Sent) {
  if (!fields.mask) return null;
  const region = await regionOf(picture, files.mask?.[0], Number(values.grow_mask ?? 5)).catch(() => null);
  return region ?? refuse("mask: is required where the image has no transparency");
}

/** The sizes of the further pictures, under their fields' names. */
async function sizesOf({ files }: Sent, names: readonly string[]) {
  const sent = names.flatMap((name) => (files[name] ?? []).map((bytes) => [name, bytes] as const));
  const sizes = sent.map(async ([name, bytes]) => {
    const { width, height } = await readPicture(bytes);
    return [name, { width, height }] as const;
  });
  return Object.fromEntries(await Promise.all(sizes));
}

/** In progress at the first look, done at the second. A job asked for as `busy-at-first` is refused its first look. */
function resultOf(result: Result | undefined): Response {
  if (!result) return problem(404, "not_found", "The result was not found or has expired.");
  result.polls++;
  if (result.fault === "busy-at-first" && result.polls === 1) return tooManyRequests();
  if (result.polls < 2) return Response.json({ id: "a job", status: "in-progress" }, { status: 202 });
  return answerWith(result.picture, result.fault);
}

function answerWith(picture: Buffer, fault: string | null): Response {
  if (fault === "not-a-picture") return webPage();
  return pictureAnswer(picture, {
    "finish-reason": fault === "filtered" ? "CONTENT_FILTERED" : "SUCCESS",
    seed: "343940597",
    "x-request-id": "sandbox-request",
  });
}

function refuse(error: string): never {
  throw new Refusal(problem(400, "bad_request", error));
}
