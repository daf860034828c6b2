import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { retry, type Tried } from "./retry.ts";

/** A provider's answer, its body read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** The body as text, decoded on first use. */
  text(): string;
  /** The body as JSON, or null where it is none: errors come as text, HTML or JSON, whatever the documentation says. */
  json(): unknown;
}

export interface SendOptions {
  readonly signal: AbortSignal;
  /** Larger answers are refused as `bad_response`. */
  readonly maxBytes?: number;
  /**
   * Turns an answer that is no success into the error it means. Its `retryAfterSeconds`, where set, is how long the
   * provider asks to wait.
   */
  readonly toError: (answer: Answer) => RepaintError;
  /** May be sent again whatever happened, because it only reads: polls, results, cancellations. */
  readonly isRead?: boolean;
}

/** A 60 megapixel PNG of noise is smaller. */
const MAX_ANSWER_BYTES = 256 * 1024 * 1024;

/**
 * One request to a provider, its answer read whole.
 *
 * Sent again, up to three times with growing random pauses and as long as the provider asks (`Retry-After`), only where
 * that cannot be billed twice: the connection was never made, or the provider refused before it began (429, 503).
 * Reads are repeated after any failure of the network or the server.
 *
 * @throws RepaintError `network`, `bad_response`, or what `toError` makes of the answer; the signal's reason.
 */
export async function send(url: string, init: RequestInit, options: SendOptions): Promise<Answer> {
  const request = await encodeForm(init);
  options.signal.throwIfAborted();
  return await retry(() => sendOnce(url, request, options), options.signal);
}

/**
 * A form is made bytes before it is sent: a `fetch` that is given up while it still reads one leaves a rejection that
 * nobody can catch, which ends the process.
 */
async function encodeForm(init: RequestInit): Promise<RequestInit> {
  if (!(init.body instanceof FormData)) return init;
  const form = new Response(init.body);
  const headers = new Headers(init.headers);
  headers.set("content-type", form.headers.get("content-type") as string);
  return { ...init, headers, body: await form.arrayBuffer() };
}

async function sendOnce(url: string, init: RequestInit, options: SendOptions): Promise<Tried<Answer>> {
  const { signal, maxBytes = MAX_ANSWER_BYTES, isRead = false } = options;
  let response: Response;
  try {
    // A redirect could carry the key to another host. No API here redirects a call.
    response = await fetch(url, { ...init, signal, redirect: "manual" });
  } catch (cause) {
    signal.throwIfAborted();
    const error = new RepaintError("network", { detail: `${hostOf(url)}: ${reasonOf(cause)}`, cause });
    return { error, isRepeatable: isRead || NEVER_SENT.has(codeOf(cause)) };
  }
  try {
    const answer = toAnswer(response, await readCapped(response.body, maxBytes));
    if (response.ok) return { result: answer };
    const error = options.toError(answer);
    return { error, isRepeatable: isTransient(error) && (isRead || REFUSED_BEFORE_WORK.has(response.status)) };
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof RepaintError) return { error: cause, isRepeatable: false };
    const error = new RepaintError("network", { detail: `${hostOf(url)}: the answer broke off`, cause });
    return { error, isRepeatable: isRead };
  }
}

/** Failures before a byte of the request left this machine. */
const NEVER_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);
const REFUSED_BEFORE_WORK = new Set([429, 503]);
const TRANSIENT = new Set(["provider_rate_limited", "overloaded", "network", "bad_response", "timeout"]);

const isTransient = (error: RepaintError) => TRANSIENT.has(error.code);

/** Reads a body up to a limit. @throws RepaintError `bad_response` past it. */
export async function readCapped(body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > maxBytes) throw new RepaintError("bad_response", { detail: `answer of more than ${maxBytes} bytes` });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toAnswer({ status, headers }: Response, bytes: Uint8Array): Answer {
  const text = () => new TextDecoder().decode(bytes);
  return {
    status,
    headers,
    bytes,
    text,
    json: () => {
      try {
        return JSON.parse(text());
      } catch {
        return null;
      }
    },
  };
}

/** Node's `fetch` hides the code one cause deep, and in an aggregate where a name has several addresses. */
function codeOf(cause: unknown): string {
  for (let at: unknown = cause; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string") return at.code;
    if (at instanceof AggregateError) return codeOf(at.errors[0]);
  }
  return "";
}

const reasonOf = (cause: unknown) => codeOf(cause) || String(cause);
/** Addresses of results carry signatures: only the host goes into the log. */
const hostOf = (url: string) => new URL(url).host;
