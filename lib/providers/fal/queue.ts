import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { postJson } from "../http/body.ts";
import { cancelIfGivenUp } from "../http/cancel.ts";
import { requireOwnHost } from "../http/own-host.ts";
import { poll } from "../http/poll.ts";
import { send } from "../http/send.ts";
import type { ProviderCall } from "../provider.ts";
import type { Connection } from "../settings.ts";
import { readingError, submissionError } from "./errors.ts";

export const PUBLIC_URL = "https://queue.fal.run";

/** Where a request in the queue is looked at, read and withdrawn. The addresses are used as the service gave them. */
export interface Job {
  readonly status: string;
  readonly response: string;
  readonly cancel: string;
}

/** No address holds a space. */
export const jobIdOf = ({ status, response, cancel }: Job): string => [status, response, cancel].join(" ");

/** @throws RepaintError `bad_response` where it names a host that must not get the key. */
export const readJobId = (jobId: string, connection: Connection): Job => toJob(jobId.split(" "), connection);

/** The service's own id of a request: what its support asks for. */
export const requestIdOf = ({ response }: Job): string | null => new URL(response).pathname.split("/").pop() || null;

/** @throws RepaintError the refusal's code; `bad_response` where the answer names no addresses that may be used. */
export async function submit(
  path: string,
  input: unknown,
  { signal, model }: ProviderCall,
  connection: Connection,
): Promise<Job> {
  // One that has not begun by then is dropped, also where we never learned its addresses because the answer was lost.
  const headers = { ...withKey(connection), "x-fal-request-timeout": String(model.deadlineMillis / 1_000) };
  const answer = await send(connection.baseUrl + path, postJson(input, headers), { signal, toError: submissionError });
  const { status_url, response_url, cancel_url } = (answer.json() ?? {}) as Record<string, unknown>;
  return toJob([status_url, response_url, cancel_url], connection);
}

/** Ends when the request has: only its response tells whether it succeeded. */
export async function waitForEnd(job: Job, signal: AbortSignal, connection: Connection): Promise<void> {
  const look = async (): Promise<true | null> => {
    const options = { signal, toError: readingError, isRead: true };
    const answer = await send(job.status, { headers: withKey(connection) }, options);
    const { status } = (answer.json() ?? {}) as { status?: unknown };
    if (status === "COMPLETED") return true;
    if (status === "IN_QUEUE" || status === "IN_PROGRESS") return null;
    throw new RepaintError("bad_response", { detail: `a request that is ${JSON.stringify(status)}` });
  };
  await poll(look, { firstMillis: 500, mostMillis: 3_000 }, signal);
}

/** Withdraws a request that nobody waits for any more, so that it is not billed where it has not begun. */
export function cancel(job: Job, given: AbortSignal, connection: Connection): Promise<void> {
  return cancelIfGivenUp(given, (signal) =>
    send(job.cancel, { method: "PUT", headers: withKey(connection) }, { signal, toError: readingError, isRead: true }),
  );
}

export const withKey = ({ key }: Connection) => ({ authorization: `Key ${key}` });

/** The key goes to the configured server and to the service's own, whatever an answer names. */
function toJob(addresses: readonly unknown[], { baseUrl }: Connection): Job {
  const [status, response, cancelling] = addresses.map(
    (address) => requireOwnHost(address, baseUrl, (origin) => origin === PUBLIC_URL).href,
  );
  if (!status || !response || !cancelling)
    throw new RepaintError("bad_response", { detail: "not a request's addresses" });
  return { status, response, cancel: cancelling };
}
