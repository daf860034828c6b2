import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import type { ErrorCode } from "#lib/domain/error-code.ts";
import type { Answer } from "../http/send.ts";
import { codeOfField, statusError } from "../http/status-error.ts";

/** What a refused submission means. Its body is read as text: only its use of 422 for moderation is documented. */
export function submissionError(answer: Answer): RepaintError {
  if (answer.status !== 400 && answer.status !== 422) return statusError(answer);
  const code = codeOf(answer.text());
  return statusError(answer, code, code === "moderated" ? { moderation: moderationOf(answer.text()) } : {});
}

/** What a failed job means: `{ code, message, details }`, where `code` is as an HTTP status would be. */
export function jobError(error: unknown): RepaintError {
  const text = JSON.stringify(error ?? null).slice(0, 2_000);
  const { code: status } = (error ?? {}) as { code?: unknown };
  const code = status === 400 || status === 422 || MODERATION.test(text) ? codeOf(text) : "bad_response";
  return new RepaintError(code, {
    detail: `job failed: ${text}`,
    ...(code === "moderated" && { moderation: moderationOf(text) }),
  });
}

const MODERATION = /moderat|inappropriate|unsafe|prohibited/i;

function codeOf(text: string): ErrorCode {
  return MODERATION.test(text) ? "moderated" : codeOfField(text);
}

const moderationOf = (text: string) =>
  ({ side: /output|generated|result/i.test(text) ? "output" : "input", category: null }) as const;
