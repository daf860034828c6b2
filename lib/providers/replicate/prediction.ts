import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { postJson } from "../http/body.ts";
import { cancelIfGivenUp } from "../http/cancel.ts";
import { poll } from "../http/poll.ts";
import { type Answer, send } from "../http/send.ts";
import { statusError } from "../http/status-error.ts";
import type { ProviderCall } from "../provider.ts";
import type { Connection } from "../settings.ts";

/** @param source `<owner>/<name>` of the model. @returns the id of the prediction. */
export async function submit(
  source: string,
  input: Readonly<Record<string, unknown>>,
  { signal, model }: ProviderCall,
  { baseUrl, key }: Connection,
): Promise<string> {
  // One whose id we never learn, because the answer was lost, is stopped as well.
  const headers = { ...bearer(key), "cancel-after": `${model.deadlineMillis / 1_000}s` };
  const answer = await send(`${baseUrl}/models/${source}/predictions`, postJson({ input }, headers), {
    signal,
    toError: submissionError,
  });
  const { id } = (answer.json() ?? {}) as Prediction;
  if (typeof id !== "string") throw new RepaintError("bad_response", { detail: "a prediction without an id" });
  return id;
}

/** Waits for a prediction's end. @returns the address of its result. */
export async function waitForResult(id: string, signal: AbortSignal, connection: Connection): Promise<string> {
  const look = async (): Promise<string | null> => {
    const options = { signal, toError: pollingError, isRead: true };
    const prediction = (await send(addressOf(id, connection), { headers: bearer(connection.key) }, options)).json();
    const { status, output, error } = (prediction ?? {}) as Prediction;
    if (typeof status !== "string") throw new RepaintError("bad_response", { detail: "a prediction without a status" });
    if (FAILED.has(status)) throw failureOf(status, error);
    if (status !== "succeeded") return null;
    const address = Array.isArray(output) ? output[0] : output;
    // Gone an hour after it ended.
    if (typeof address !== "string") throw new RepaintError("bad_response", { detail: "succeeded, without an output" });
    return address;
  };
  return await poll(look, { firstMillis: 500, mostMillis: 3_000 }, signal);
}

/** Stops a prediction that nobody waits for any more. */
export function cancel(id: string, given: AbortSignal, connection: Connection): Promise<void> {
  const url = `${addressOf(id, connection)}/cancel`;
  return cancelIfGivenUp(given, (signal) =>
    send(url, { method: "POST", headers: bearer(connection.key) }, { signal, toError: pollingError, isRead: true }),
  );
}

/** The id becomes part of an address that is sent the key: below the base URL, or not at all. */
const addressOf = (id: string, { baseUrl }: Connection) => `${baseUrl}/predictions/${encodeURIComponent(id)}`;

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

/** `aborted`: it was stopped before it began. */
const FAILED: ReadonlySet<string> = new Set(["failed", "canceled", "aborted"]);

interface Prediction {
  readonly id?: unknown;
  readonly status?: unknown;
  /** One address, or a list of them. */
  readonly output?: unknown;
  readonly error?: unknown;
}

/** A 429 says in words when to come back. */
function submissionError(answer: Answer): RepaintError {
  const seconds = /resets in ~?(\d+) ?s/i.exec(answer.text())?.[1];
  return statusError(answer, null, answer.status === 429 && seconds ? { retryAfterSeconds: Number(seconds) } : {});
}

/** Predictions are forgotten after a while; that is not a retired model. */
function pollingError(answer: Answer): RepaintError {
  return answer.status === 404 ? statusError(answer, "bad_response") : submissionError(answer);
}

/** What a prediction that came to nothing means: its `error` is text for people, in each model's own words. */
function failureOf(status: string, error: unknown): RepaintError {
  const text = typeof error === "string" ? error : "";
  const detail = `prediction ${status}: ${text.slice(0, 2_000)}`;
  if (/nsfw|sensitive|flagged|moderat|safety/i.test(text))
    return new RepaintError("moderated", { moderation: { side: null, category: null }, detail });
  return new RepaintError(/\bmask\b/i.test(text) ? "mask_rejected" : "bad_response", { detail });
}
