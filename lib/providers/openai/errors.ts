import "server-only";
import { APIConnectionError, APIError } from "openai";
import { RepaintError } from "#lib/domain/error.ts";
import type { Answer } from "../http/send.ts";
import { statusError } from "../http/status-error.ts";
import { errorCodeOf, moderationOf, type ServiceError } from "./error-code.ts";

/** What the SDK threw, as the error it means. A bug of our own comes back as it is. */
export function toRepaintError(thrown: unknown): RepaintError {
  if (thrown instanceof RepaintError) return thrown;
  if (thrown instanceof APIConnectionError) {
    return new RepaintError("network", { detail: String(thrown.cause ?? thrown.message), cause: thrown });
  }
  if (thrown instanceof APIError) return toServiceError(thrown);
  // What the SDK makes of a stream that is no stream of JSON, and what `fetch` makes of one that breaks off.
  if (thrown instanceof SyntaxError) return new RepaintError("bad_response", { detail: thrown.message, cause: thrown });
  if (thrown instanceof TypeError)
    return new RepaintError("network", { detail: "the answer broke off", cause: thrown });
  throw thrown;
}

/** The service's own answer that it is busy: nothing was painted, so nothing is billed. */
export const isRefusedBeforeWork = (thrown: unknown): boolean =>
  thrown instanceof APIError && (thrown.status === 429 || thrown.status === 503);

function toServiceError(thrown: APIError): RepaintError {
  const body: ServiceError = isServiceError(thrown.error) ? thrown.error : { message: thrown.message };
  const text = thrown.error === undefined ? thrown.message : JSON.stringify(thrown.error);
  const code = errorCodeOf(thrown.status ?? null, body);
  const more = code === "moderated" ? { moderation: moderationOf(body) } : {};
  if (thrown.status === undefined || !thrown.headers) {
    // An error in the middle of the stream, with no status of its own.
    return new RepaintError(code ?? "bad_response", { detail: `in the stream: ${text}`, cause: thrown, ...more });
  }
  const answer: Answer = {
    status: thrown.status,
    headers: thrown.headers,
    bytes: new TextEncoder().encode(text),
    text: () => text,
    json: () => thrown.error ?? null,
  };
  return statusError(answer, code, { cause: thrown, ...more });
}

const isServiceError = (error: unknown): error is ServiceError => typeof error === "object" && error !== null;
