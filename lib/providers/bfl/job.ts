import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { postJson } from "../http/body.ts";
import { requireOwnHost } from "../http/own-host.ts";
import { poll } from "../http/poll.ts";
import { send } from "../http/send.ts";
import { pollingError } from "../http/status-error.ts";
import type { ProviderCall } from "../provider.ts";
import type { Connection } from "../settings.ts";
import { jobError, submissionError } from "./errors.ts";

export interface Job {
  /** Used as it is given: it names the region that has the job. Also the job's id for us. */
  readonly pollingUrl: string;
  readonly usage: Readonly<Record<string, number>>;
}

/**
 * Submits a job, and notes it with the call.
 *
 * @throws RepaintError the refusal's code; `bad_response` where the answer names no job that may be polled.
 */
export async function submit(url: string, body: unknown, call: ProviderCall, connection: Connection): Promise<Job> {
  const answer = await send(url, postJson(body, { "x-key": connection.key }), {
    signal: call.signal,
    toError: submissionError,
  });
  const job = (answer.json() ?? {}) as {
    polling_url?: unknown;
    cost?: unknown;
    input_mp?: unknown;
    output_mp?: unknown;
  };
  if (typeof job.polling_url !== "string") throw new RepaintError("bad_response", { detail: "no polling_url" });
  requireOwnHost(job.polling_url, connection.baseUrl, isOwn);
  await call.onJobId(job.polling_url);
  const metered = { credits: job.cost, inputMegapixels: job.input_mp, outputMegapixels: job.output_mp };
  const usage = Object.entries(metered).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  return { pollingUrl: job.polling_url, usage: Object.fromEntries(usage) };
}

/** Waits for a job's end. @returns the address of its result, good for about ten minutes. */
export async function waitForResult(
  pollingUrl: string,
  { signal, onProgress }: ProviderCall,
  connection: Connection,
): Promise<string> {
  requireOwnHost(pollingUrl, connection.baseUrl, isOwn);
  const look = async (): Promise<string | null> => {
    const options = { signal, toError: pollingError, isRead: true };
    const answer = await send(pollingUrl, { headers: { "x-key": connection.key } }, options);
    const { status, result, progress, details } = (answer.json() ?? {}) as Look;
    if (typeof status !== "string") throw new RepaintError("bad_response", { detail: "a job without a status" });
    const error = jobError(status, details);
    if (error) throw error;
    if (typeof progress === "number" && progress >= 0 && progress <= 1) onProgress(progress);
    if (status !== "Ready") return null;
    if (typeof result?.sample !== "string") {
      throw new RepaintError("bad_response", { detail: "ready, without a sample" });
    }
    return result.sample;
  };
  return await poll(look, { firstMillis: 500, mostMillis: 3_000 }, signal);
}

interface Look {
  readonly status?: unknown;
  readonly result?: { readonly sample?: unknown } | null;
  readonly progress?: unknown;
  readonly details?: unknown;
}

/** Jobs lie in regions, such as `api.eu.bfl.ai`. */
const isOwn = (origin: string): boolean => /^https:\/\/api(\.[a-z0-9-]+)?\.bfl\.ai$/.test(origin);
