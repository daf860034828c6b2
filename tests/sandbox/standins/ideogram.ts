import sharp from "sharp";
import type { Mask, Size } from "#lib/domain/raster.ts";
import { redirectInside } from "../kit/answer.ts";
import { type Fields, readForm } from "../kit/form.ts";
import { binarised, cutOutMiddle, inverted, paint, readLuminance, readPicture } from "../kit/picture.ts";
import { Refusal, type Standin } from "../kit/standin.ts";
import { ENDPOINTS, type Endpoint } from "./ideogram-endpoints.ts";

const KEY = "ideogram-sandbox-key";

/**
 * Ideogram's second API: `Api-Key`, multipart. It names a job where it is asked for one, and at some endpoints always;
 * the job is pending when first looked at. A fault that only jobs have shows in an immediate answer as one without a
 * picture. The fault `no-cost`, which is no failure, makes a job that does not tell what it cost.
 */
export function createIdeogramStandin(): Standin {
  const files = new Map<string, Uint8Array>();
  const jobs = new Map<string, Job>();
  return {
    id: "ideogram",
    key: KEY,
    faults: {
      unauthorized: { code: "invalid_key", answer: () => refusal(401, "Invalid API key") },
      "no-credit": { code: "insufficient_credit", answer: () => refusal(402, "Insufficient credits") },
      unsafe: { code: "moderated", answer: () => refusal(422, "Prompt or Initial Image failed the safety checks.") },
      "unsafe-in-other-words": { code: "moderated", answer: () => refusal(422, "Request refused.") },
      "bad-input": { code: "image_rejected", answer: () => refusal(400, "Invalid input") },
      "mask-refused": { code: "mask_rejected", answer: () => refusal(400, "mask must contain black and white") },
      "prompt-refused": { code: "prompt_rejected", answer: () => refusal(400, "prompt is too long") },
      "too-many-in-flight": {
        code: "provider_rate_limited",
        answer: () => refusal(402, "Too many requests in flight.", { reject_reason: "inflight_limit" }),
      },
      busy: { code: "provider_rate_limited", answer: () => refusal(429, "Too many requests") },
      down: { code: "overloaded", answer: () => refusal(503, "Service unavailable") },
      withheld: { code: "content_filtered" },
      failed: { code: "bad_response" },
      forgotten: { code: "bad_response" },
      "no-picture": { code: "bad_response" },
      "no-id": { code: "bad_response" },
      "not-a-picture": { code: "bad_response" },
      "expired-url": { code: "bad_response" },
      "private-redirect": { code: "bad_response" },
    },
    handle: async (request, { baseUrl, fault, saw }) => {
      const path = new URL(request.url).pathname;
      if (path.startsWith("/files/")) return serve(path, files);
      if (request.headers.get("api-key") !== KEY) return refusal(401, "Invalid API key");
      if (request.method === "GET") return look(path, jobs);
      const endpoint = ENDPOINTS[path];
      if (request.method !== "POST" || !endpoint) return refusal(404, "Not found");

      const form = await readForm(request, endpoint.fields, (reason) => refusal(400, reason));
      const { image, size, region } = await readSent(form, endpoint);
      const { prompt, ...values } = form.values;
      const references = (form.files.reference_images ?? form.files.style_reference_images ?? []).length;
      saw({
        endpoint: path,
        size,
        region,
        prompt: prompt === undefined ? null : String(prompt),
        fields: { ...values, references },
      });

      const name = `/files/${files.size + 1}.png`;
      const result =
        fault === "not-a-picture"
          ? new TextEncoder().encode("<html>")
          : await RESULTS[endpoint.result ?? "painted"](image, region, form.values);
      if (fault !== "expired-url") files.set(name, result);
      const picture = {
        prompt,
        resolution: `${size.width}x${size.height}`,
        seed: values.seed ?? 12_345,
        is_image_safe: fault !== "withheld",
        url: fault === "withheld" ? null : `${baseUrl}${fault === "private-redirect" ? "/files/elsewhere" : name}`,
      };
      const data = fault === "no-picture" || fault === "failed" || fault === "forgotten" ? [] : [picture];
      if (fault === "no-id") return Response.json({});
      if (values.async !== "true" && !endpoint.isAlwaysJob) return Response.json({ created: CREATED, data });
      const id = `generation_${jobs.size + 1}`;
      if (fault !== "forgotten")
        jobs.set(id, { looks: 0, data, hasFailed: fault === "failed", tellsCost: fault !== "no-cost" });
      return Response.json({ generation_id: id, created: CREATED });
    },
  };
}

type Result = (image: Uint8Array, region: Mask | null, values: Fields["values"]) => Promise<Uint8Array>;

const RESULTS: Readonly<Record<"painted" | NonNullable<Endpoint["result"]>, Result>> = {
  painted: async (image, region, { prompt, resolution }) => {
    const painted = await paint(image, region, String(prompt ?? ""));
    if (resolution === undefined) return painted;
    const [width, height] = String(resolution).split("x").map(Number);
    return await sharp(painted).resize(width, height, { fit: "fill" }).png().toBuffer();
  },
  "cut-out": cutOutMiddle,
  enlarged: async (image, _region, { upscale_factor = "x2" }) => {
    const { width, height } = await readPicture(image);
    const factor = Number(String(upscale_factor).slice(1));
    return await sharp(image)
      .resize(width * factor, height * factor)
      .png()
      .toBuffer();
  },
};

interface Job {
  looks: number;
  readonly data: readonly unknown[];
  readonly hasFailed: boolean;
  readonly tellsCost: boolean;
}

const CREATED = "2026-11-22T12:00:00+00:00";

async function readSent(
  { files, values }: Fields,
  { maxBytes, needsBothColours, repaints }: Endpoint,
): Promise<{ image: Uint8Array; size: Size; region: Mask | null }> {
  const image = files.image?.[0] ?? new Uint8Array(0);
  const { width, height, format, bytes } = await readPicture(image).catch(() => refuse("image cannot be read"));
  if (!["png", "jpeg", "webp"].includes(format)) refuse("only JPEG, WebP and PNG are supported");
  if (bytes > maxBytes) refuse("image is too large");
  const styles = files.style_reference_images ?? [];
  if (styles.reduce((total, style) => total + style.length, 0) > 10_000_000) refuse("style references are too large");
  const sources = [styles[0], values.style_preset, values.style_type].filter((source) => source !== undefined);
  if (sources.length > 1) refuse("only one source of style is allowed");
  const sent = files.mask?.[0];
  if (!sent) return { image, size: { width, height }, region: null };
  if (sent.length > maxBytes) refuse("mask is too large");
  if ((files.reference_images ?? []).length > 3) refuse("at most 3 reference images with a mask");
  const mask = binarised(await readLuminance(sent).catch(() => refuse("mask cannot be read")));
  if (mask.width !== width || mask.height !== height) refuse("mask must have the size of the image");
  if (needsBothColours && new Set(mask.data).size !== 2) refuse("mask must contain black and white");
  return { image, size: { width, height }, region: repaints === "white" ? mask : inverted(mask) };
}

function look(path: string, jobs: ReadonlyMap<string, Job>): Response {
  const id = /^\/v2\/generations\/([\w-]+)$/.exec(path)?.[1] ?? "";
  const job = jobs.get(id);
  if (!job) return refusal(404, "Not found");
  const about = { generation_id: id, created: CREATED };
  if (job.looks++ === 0) return Response.json({ ...about, status: "pending" });
  if (job.hasFailed) return Response.json({ ...about, status: "failed", failure_reason: "internal_error" });
  return Response.json({
    ...about,
    status: "completed",
    response_type: "url",
    data: job.data,
    ...(job.tellsCost && { usage_cost_usd_micros: 61_000 }),
  });
}

/** Results lie open for whoever has their address. */
function serve(path: string, files: ReadonlyMap<string, Uint8Array>): Response {
  if (path === "/files/elsewhere") return redirectInside();
  const bytes = files.get(path);
  return bytes ? new Response(new Uint8Array(bytes)) : new Response("Gone", { status: 403 });
}

const refusal = (status: number, error: string, more: Readonly<Record<string, string>> = {}) =>
  Response.json({ error, ...more }, { status });

function refuse(reason: string): never {
  throw new Refusal(refusal(400, reason));
}
