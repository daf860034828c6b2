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

export const PUBLIC_URL = "https://engine.prod.bria-api.com";

/**
 * Submits a job, and notes it with the call.
 *
 * @returns the address of its status, which is also the job's id for us.
 * @throws RepaintError the refusal's code; `bad_response` where the answer names no job that may be polled.
 */
export async function submit(url: string, body: unknown, call: ProviderCall, connection: Connection): Promise<string> {
  const answer = await send(url, postJson(body, { api_token: connection.key }), {
    signal: call.signal,
    toError: submissionError,
  });
  const { status_url: statusUrl } = (answer.json() ?? {}) as { status_url?: unknown };
  if (typeof statusUrl !== "string") throw new RepaintError("bad_response", { detail: "no status_url" });
  requireOwnHost(statusUrl, connection.baseUrl, isOwn);
  await call.onJobId(statusUrl);
  return statusUrl;
}

/** Waits for a job's end. @returns the address of its result. */
export async function waitForResult(statusUrl: string, signal: AbortSignal, connection: Connection): Promise<string> {
  requireOwnHost(statusUrl, connection.baseUrl, isOwn);
  const look = async (): Promise<string | null> => {
    const options = { signal, toError: pollingError, isRead: true };
    const answer = await send(statusUrl, { headers: { api_token: connection.key } }, options);
    const { status, result, error } = (answer.json() ?? {}) as Look;
    if (status === "ERROR" || status === "UNKNOWN") throw jobError(error);
    if (typeof status !== "string") throw new RepaintError("bad_response", { detail: "a job without a status" });
    if (status !== "COMPLETED") return null;
    if (typeof result?.image_url !== "string") {
      throw new RepaintError("bad_response", { detail: "completed, without a picture" });
    }
    return result.image_url;
  };
  return await poll(look, { firstMillis: 1_000, mostMillis: 4_000 }, signal);
}

interface Look {
  readonly status?: unknown;
  readonly result?: { readonly image_url?: unknown } | null;
  readonly error?: unknown;
}

const isOwn = (origin: string): boolean => origin === PUBLIC_URL;
