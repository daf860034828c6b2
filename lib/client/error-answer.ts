import * as z from "zod/mini";
import { errorBody } from "#lib/contracts/common.ts";
import type { ErrorCode } from "#lib/domain/error.ts";
import { ApiError } from "./api-error.ts";

/**
 * The error told by an answer that is not 2xx. A code that this page does not know is judged by the status and keeps
 * the server's sentence. Bodies that are not ours (a proxy's page, for example) are judged by their status alone and
 * their text is never shown.
 */
export function errorFromAnswer(status: number, body: string, retryAfter: string | null = null): ApiError {
  const told = parseJson(body);
  const known = errorBody.safeParse(told);
  if (known.success) {
    const { code, ...details } = known.data.error;
    return new ApiError(code, { ...details, status, wording: `codes.${code}` });
  }
  const unknown = newerErrorBody.safeParse(told);
  if (unknown.success) {
    const { code: _, ...details } = unknown.data.error;
    return new ApiError(codeForStatus(status), { ...details, status });
  }
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  const details = Number.isInteger(seconds) && seconds >= 0 ? { status, retryAfterSeconds: seconds } : { status };
  return new ApiError(codeForStatus(status), details);
}

/** As a server answers that is newer than this page. */
const newerErrorBody = z.object({ error: z.extend(errorBody.shape.error, { code: z.string() }) });

function codeForStatus(status: number): ErrorCode {
  if (status === 401) return "unauthenticated";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  if (status === 413) return "payload_too_large";
  if (status === 429) return "rate_limited";
  if (status >= 500 && status !== 500) return "unavailable";
  return status === 500 ? "internal" : "invalid_request";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
