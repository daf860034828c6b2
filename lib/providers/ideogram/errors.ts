import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import type { ErrorCode } from "#lib/domain/error-code.ts";
import type { Answer } from "../http/send.ts";
import { statusError } from "../http/status-error.ts";

const SAFETY = /safe|prohibited|moderat|polic/i;

/**
 * A refused request, `{ "error": "…" }`: 422 says that its prompt or picture failed the safety check, 402 which limit
 * of the account was met, and that may be the number of requests in flight.
 */
export function submissionError(answer: Answer): RepaintError {
  const { reject_reason: reason } = (answer.json() ?? {}) as { reject_reason?: unknown };
  if (reason === "inflight_limit") return statusError(answer, "provider_rate_limited");
  const code = answer.status === 400 || answer.status === 422 ? meaningOf(answer) : null;
  return statusError(answer, code, code === "moderated" ? { moderation: { side: "input", category: null } } : {});
}

function meaningOf(answer: Answer): ErrorCode | null {
  const words = answer.text();
  if (SAFETY.test(words)) return "moderated";
  if (/mask/i.test(words)) return "mask_rejected";
  if (/prompt/i.test(words)) return "prompt_rejected";
  return answer.status === 422 ? "moderated" : null;
}

/** A generation that ended without a result. Its possible reasons are not documented. */
export function failureError(reason: unknown): RepaintError {
  const detail = `generation failed: ${typeof reason === "string" ? reason.slice(0, 2_000) : "no reason given"}`;
  return SAFETY.test(detail)
    ? new RepaintError("content_filtered", { detail, moderation: { side: "output", category: null } })
    : new RepaintError("bad_response", { detail });
}
