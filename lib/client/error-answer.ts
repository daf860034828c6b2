import * as v from "valibot";
import { type ErrorCode, isErrorCode } from "#lib/domain/error-code.ts";
import { ApiError } from "./api-error.ts";
import { parseObject } from "./parse-object.ts";

/** As the API tells an error. A server that is newer than this page may know more codes. */
const told = v.object({
  error: v.object({
    code: v.string(),
    message: v.string(),
    field: v.optional(v.string()),
    retryAfterSeconds: v.optional(v.pipe(v.number(), v.integer())),
    requestId: v.string(),
  }),
});

/**
 * The error told by an answer that is not 2xx. A code that this page does not know is judged by the status and keeps
 * the server's sentence. Bodies that are not ours (a proxy's page, for example) are judged by their status alone and
 * their text is never shown.
 */
export function errorFromAnswer(status: number, body: string, retryAfter: string | null = null): ApiError {
  const parsed = v.safeParse(told, parseObject(body));
  if (parsed.success) {
    const { code, ...details } = parsed.output.error;
    if (isErrorCode(code)) return new ApiError(code, { ...details, status, wording: `codes.${code}` });
    return new ApiError(codeForStatus(status), { ...details, status });
  }
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  const details = Number.isInteger(seconds) && seconds >= 0 ? { status, retryAfterSeconds: seconds } : { status };
  return new ApiError(codeForStatus(status), details);
}

function codeForStatus(status: number): ErrorCode {
  if (status === 401) return "unauthenticated";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  if (status === 413) return "payload_too_large";
  if (status === 429) return "rate_limited";
  if (status >= 500 && status !== 500) return "unavailable";
  return status === 500 ? "internal" : "invalid_request";
}
