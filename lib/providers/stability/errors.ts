import "server-only";
import type { ErrorDetails, RepaintError } from "#lib/domain/error.ts";
import type { ErrorCode } from "#lib/domain/error-code.ts";
import type { Answer } from "../http/send.ts";
import { retryAfterSeconds, statusError } from "../http/status-error.ts";

/** More than 150 requests in ten seconds are answered with a minute's exclusion; no header is documented to say so. */
const PENALTY_SECONDS = 60;

/** Errors are `{id, name, errors: ["field: what is wrong"]}`; a wrong key has been seen as `{message}`. */
export function toError(answer: Answer): RepaintError {
  const { name, errors } = (answer.json() ?? {}) as { name?: unknown; errors?: unknown };
  const known = NAMES[String(name)];
  if (known) return statusError(answer, known.code, known.details);
  if (answer.status === 400) return statusError(answer, codeOfField(Array.isArray(errors) ? String(errors[0]) : ""));
  if (answer.status === 429)
    return statusError(answer, null, { retryAfterSeconds: retryAfterSeconds(answer.headers) ?? PENALTY_SECONDS });
  return statusError(answer);
}

/** The same for a poll, where 404 means a job that is unknown or has expired, and not a retired endpoint. */
export function toResultError(answer: Answer): RepaintError {
  return answer.status === 404 ? statusError(answer, "bad_response") : toError(answer);
}

/** What the status alone does not tell. */
const NAMES: Readonly<Record<string, { code: ErrorCode; details?: ErrorDetails }>> = {
  content_moderation: { code: "moderated", details: { moderation: { side: "input", category: null } } },
  public_figure: { code: "moderated", details: { moderation: { side: "input", category: "public_figure" } } },
  invalid_language: { code: "language_not_supported" },
};

function codeOfField(error: string): ErrorCode | null {
  const field = error.split(":", 1)[0] ?? "";
  if (field.endsWith("mask")) return "mask_rejected";
  if (field.endsWith("prompt")) return "prompt_rejected";
  return null;
}
