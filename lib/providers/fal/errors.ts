import "server-only";
import type { RepaintError } from "#lib/domain/error.ts";
import { ERRORS, type ErrorCode } from "#lib/domain/error-code.ts";
import type { Answer } from "../http/send.ts";
import { codeOfField, statusError } from "../http/status-error.ts";

/**
 * What a refusal means: 422 names the field at fault in `detail[].loc` and what is wrong in `detail[].type`, where
 * refusals under content rules show too. `X-Fal-Retryable` says whether the same request may succeed later.
 */
export function submissionError(answer: Answer): RepaintError {
  const { field, type } = firstProblem(answer);
  if (/policy|moderat|nsfw|safety/i.test(type)) {
    const side = field === "" ? null : "input";
    return statusError(answer, "moderated", { moderation: { side, category: type } });
  }
  const error = statusError(answer, answer.status === 422 ? codeOfField(field) : null);
  const advised = codeAdvised(answer, ERRORS[error.code]);
  return advised ? statusError(answer, advised) : error;
}

/** The same for a look at a request or its response. Requests are forgotten after a while; that is no retired model. */
export function readingError(answer: Answer): RepaintError {
  return answer.status === 404 ? statusError(answer, "bad_response") : submissionError(answer);
}

function firstProblem(answer: Answer): { field: string; type: string } {
  const { detail } = (answer.json() ?? {}) as { detail?: unknown };
  const problem: unknown = Array.isArray(detail) ? detail[0] : null;
  const { loc, type } = (problem ?? {}) as { loc?: unknown; type?: unknown };
  // `["body", "mask_url"]`
  const field = Array.isArray(loc) ? loc.slice(1).join(".") : "";
  return { field, type: typeof type === "string" ? type : "" };
}

/** The code where the service's advice on trying again says otherwise than the error. Keys and credit it cannot judge. */
function codeAdvised({ status, headers }: Answer, { retry, fixedBy }: (typeof ERRORS)[ErrorCode]): ErrorCode | null {
  const advice = headers.get("x-fal-retryable");
  if (advice === "true" && !retry && fixedBy !== "operator") return "overloaded";
  return advice === "false" && status === 500 ? "bad_response" : null;
}
