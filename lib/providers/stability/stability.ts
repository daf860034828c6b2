import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import type { Warning } from "#lib/domain/notice.ts";
import { availableByKey } from "../availability.ts";
import { poll } from "../http/poll.ts";
import { type Answer, send } from "../http/send.ts";
import type { Provider, ProviderCall, ProviderLimits, ProviderResult } from "../provider.ts";
import { connectionTo, type ProviderSettings } from "../settings.ts";
import { REMOVE_BACKGROUND, REPLACE_BACKGROUND } from "./backgrounds.ts";
import { ERASE, INPAINT, OUTPAINT, SEARCH_AND_RECOLOR, SEARCH_AND_REPLACE } from "./edits.ts";
import { costMicroUsd, type Endpoint } from "./endpoint.ts";
import { toError, toResultError } from "./errors.ts";
import { toForm } from "./form.ts";
import { STYLE, STYLE_TRANSFER } from "./styles.ts";
import { UPSCALE_CONSERVATIVE, UPSCALE_CREATIVE, UPSCALE_FAST } from "./upscalers.ts";

/**
 * Stability AI, `/v2beta`: one endpoint per model, multipart forms in, the picture itself out. The slow endpoints name
 * a job instead, whose result is asked for by its id; jobs cannot be cancelled.
 *
 * A result the service filtered comes blurred, under HTTP 200, and only a header says so.
 *
 * Not confirmed: that a lack of credits answers 402; how long results are kept (a day, it is said); what a job that
 * failed answers to a poll, so any lasting error does as an end; whether `control/style` limits its picture's ratio,
 * which is moot as it is only sent squares.
 */
export function createStabilityProvider({ env }: ProviderSettings): Provider {
  const { baseUrl, key } = connectionTo("STABILITY", env, "https://api.stability.ai");

  const submit = ({ path, fields }: Endpoint, call: ProviderCall): Promise<Answer> => {
    const body = toForm({ ...fields(call), output_format: "png" });
    const url = `${baseUrl}/v2beta/stable-image/${path}`;
    return send(url, { method: "POST", headers: headersFor(key, call), body }, { signal: call.signal, toError });
  };

  const awaitResult = (jobId: string, call: ProviderCall): Promise<Answer> => {
    const url = `${baseUrl}/v2beta/results/${encodeURIComponent(jobId)}`;
    const options = { signal: call.signal, toError: toResultError, isRead: true };
    const look = async () => {
      const answer = await send(url, { headers: headersFor(key, call) }, options).catch(nullIfUntold);
      return answer?.status === 202 ? null : answer;
    };
    return poll(look, PACE, call.signal);
  };

  return {
    id: "stability",
    name: "Stability AI",
    models: ENDPOINTS.map(({ model }) => model),
    limits: LIMITS,
    availability: () => availableByKey("STABILITY", { key }, "Stability AI"),
    edit: async (call) => {
      const endpoint = endpointOf(call);
      if (call.jobId !== null) return resultOf(await awaitResult(call.jobId, call), endpoint, call);
      const answer = await submit(endpoint, call);
      if (endpoint.model.execution === "sync") return resultOf(answer, endpoint, call);
      const jobId = jobIdOf(answer);
      await call.onJobId(jobId);
      return resultOf(await awaitResult(jobId, call), endpoint, call);
    },
  };
}

const ENDPOINTS: readonly Endpoint[] = [
  INPAINT,
  ERASE,
  OUTPAINT,
  SEARCH_AND_REPLACE,
  SEARCH_AND_RECOLOR,
  REMOVE_BACKGROUND,
  REPLACE_BACKGROUND,
  STYLE,
  STYLE_TRANSFER,
  UPSCALE_FAST,
  UPSCALE_CONSERVATIVE,
  UPSCALE_CREATIVE,
];

/** Of 150 requests in ten seconds, this leaves enough for polls even when all of a minute's edits begin at once. */
const LIMITS: ProviderLimits = { maxConcurrent: 10, maxStartsPerMinute: 120 };

/** Asking more often than every ten seconds is answered with errors. */
const PACE = { firstMillis: 10_000, mostMillis: 20_000 };

function endpointOf({ model }: ProviderCall): Endpoint {
  const endpoint = ENDPOINTS.find((candidate) => candidate.model.id === model.id);
  if (!endpoint) throw new RepaintError("model_retired", { detail: model.id });
  return endpoint;
}

const headersFor = (key: string, { userHash }: ProviderCall) => ({
  authorization: `Bearer ${key}`,
  accept: "image/*",
  "stability-client-id": "repaint",
  "stability-client-user-id": userHash,
});

/** Too many requests, or a line that is down, say nothing about the job, which is paid for: it is asked for again. */
function nullIfUntold(error: unknown): null {
  if (error instanceof RepaintError && ["provider_rate_limited", "network"].includes(error.code)) return null;
  throw error;
}

function jobIdOf(answer: Answer): string {
  const { id } = (answer.json() ?? {}) as { id?: unknown };
  if (typeof id !== "string" || id === "") throw new RepaintError("bad_response", { detail: "no job was named" });
  return id;
}

function resultOf({ bytes, headers }: Answer, endpoint: Endpoint, call: ProviderCall): ProviderResult {
  const requestId = headers.get("x-request-id");
  if (headers.get("finish-reason") === "CONTENT_FILTERED") {
    const moderation = { side: "output", category: null } as const;
    throw new RepaintError("content_filtered", { moderation, detail: `request ${requestId}` });
  }
  const seed = headers.get("seed");
  return {
    image: { bytes, format: "encoded" },
    warnings: [...promptWarnings(call), ...(endpoint.warnings?.(call) ?? [])],
    requestId,
    usage: { credits: endpoint.credits, ...(seed && { seed: Number(seed) }) },
    costMicroUsd: costMicroUsd(endpoint),
  };
}

function promptWarnings({ model, prompt }: ProviderCall): readonly Warning[] {
  if (model.prompt.use !== "ignored" || prompt.trim() === "") return [];
  return [{ code: "prompt_ignored", values: { model: model.id } }];
}
