import "server-only";
import { type ErrorDetails, RepaintError } from "#lib/domain/error.ts";
import type { ErrorCode } from "#lib/domain/error-code.ts";
import type { Answer } from "./send.ts";

/** What an HTTP status means where a provider's own body says no more. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  400: "image_rejected",
  401: "invalid_key",
  402: "insufficient_credit",
  403: "invalid_key",
  404: "model_retired",
  408: "timeout",
  413: "image_rejected",
  415: "image_rejected",
  422: "image_rejected",
  429: "provider_rate_limited",
  500: "overloaded",
  502: "overloaded",
  503: "overloaded",
  504: "timeout",
  529: "overloaded",
};

const MAX_DETAIL_CHARACTERS = 2_000;

/**
 * The error of an answer. An adapter passes the code it read from the provider's body; without one the status decides.
 * The provider's own text goes into the detail, which is logged and never shown.
 */
export function statusError(answer: Answer, code?: ErrorCode | null, more: ErrorDetails = {}): RepaintError {
  const meant = code ?? CODES[answer.status] ?? "bad_response";
  const wait = retryAfterSeconds(answer.headers);
  return new RepaintError(meant, {
    ...(wait !== null && { retryAfterSeconds: wait }),
    detail: `HTTP ${answer.status}: ${answer.text().slice(0, MAX_DETAIL_CHARACTERS)}`,
    ...more,
  });
}

/** What a refused look at a job means. Jobs are forgotten after a while; that is no retired model. */
export const pollingError = (answer: Answer): RepaintError =>
  statusError(answer, answer.status === 404 ? "bad_response" : null);

/**
 * What the refusal of a field means, by its name or the words about it. A field that is no picture, mask or description
 * is our mistake, not the person's.
 */
export function codeOfField(words: string): ErrorCode {
  if (/mask/i.test(words)) return "mask_rejected";
  if (/prompt|instruction/i.test(words)) return "prompt_rejected";
  return /image/i.test(words) ? "image_rejected" : "bad_response";
}

/** `Retry-After` in seconds or as a date, or OpenAI's `retry-after-ms`; null where neither is there or readable. */
export function retryAfterSeconds(headers: Headers, now = Date.now()): number | null {
  const millis = Number(headers.get("retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(millis)) return Math.max(0, Math.ceil(millis / 1000));
  const value = headers.get("retry-after");
  if (value === null) return null;
  const seconds = /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : (Date.parse(value) - now) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null;
}
