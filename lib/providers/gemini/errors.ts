import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import type { ErrorCode } from "#lib/domain/error-code.ts";
import type { Answer } from "../http/send.ts";
import { statusError } from "../http/status-error.ts";

/** What a refusal with an HTTP status means: `{ error: { code, message, status, details } }`. */
export function httpError(answer: Answer): RepaintError {
  return statusError(answer, answer.status === 400 ? codeOfBadRequest(answer) : null);
}

/** A wrong key and an account without billing are bad requests too. */
function codeOfBadRequest(answer: Answer): ErrorCode {
  const { error } = (answer.json() ?? {}) as { error?: { message?: unknown; status?: unknown } };
  const message = String(error?.message ?? "");
  if (/api[ _]key/i.test(message)) return "invalid_key";
  if (error?.status === "FAILED_PRECONDITION") return "insufficient_credit";
  return /image/i.test(message) ? "image_rejected" : "bad_response";
}

/** Reasons that withhold a picture under content rules. `NO_IMAGE` and `IMAGE_OTHER` name none. */
const WITHHELD = new Set([
  "IMAGE_SAFETY",
  "IMAGE_PROHIBITED_CONTENT",
  "IMAGE_RECITATION",
  "SAFETY",
  "PROHIBITED_CONTENT",
  "RECITATION",
  "BLOCKLIST",
  "SPII",
]);

/** What an answer with HTTP 200 and without a picture means. */
export function refusalError(blockReason: unknown, finishReason: unknown): RepaintError {
  if (typeof blockReason === "string") {
    const moderation = { side: "input", category: blockReason } as const;
    return new RepaintError("moderated", { moderation, detail: `blocked: ${blockReason}` });
  }
  const category = typeof finishReason === "string" ? finishReason : null;
  if (category !== null && WITHHELD.has(category)) {
    const moderation = { side: "output", category } as const;
    return new RepaintError("content_filtered", { moderation, detail: `finished: ${category}` });
  }
  return new RepaintError("bad_response", { detail: `no picture, finished: ${category}` });
}
