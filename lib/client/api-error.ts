import { type ErrorBody, errorBody } from "#lib/contracts/common.ts";
import { ERRORS, type ErrorCode } from "#lib/domain/error.ts";

/** A refusal or failure of the HTTP API, with the sentence to show. Aborted requests are not errors of this kind. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** Null when no server answered. */
  readonly requestId: string | null;
  /** HTTP status; 0 when no server answered. */
  readonly status: number;

  constructor(code: ErrorCode, details: Partial<Omit<ErrorBody["error"], "code">> & { status?: number } = {}) {
    super(details.message ?? ERRORS[code].message);
    this.code = code;
    this.field = details.field;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.requestId = details.requestId ?? null;
    this.status = details.status ?? 0;
  }

  /** Whether sending the very same request once more may succeed. */
  get mayRetry(): boolean {
    return ERRORS[this.code].retry;
  }
}

/** The connection failed before any answer came. */
export function unreachable(): ApiError {
  const message = navigatorIsOffline()
    ? "You are offline. Reconnect and try again; nothing on this page is lost."
    : "The server cannot be reached. Check your connection and try again.";
  return new ApiError("unavailable", { message });
}

/** The server answered 2xx with a body the contracts do not know: most likely it was updated under an open page. */
export function misunderstood(status: number): ApiError {
  const message = "The server gave an answer this page does not understand. Reload the page and try again.";
  return new ApiError("internal", { message, status });
}

/**
 * The error told by an answer that is not 2xx. Bodies that are not ours (a proxy's page, for example) are judged by
 * their status alone and their text is never shown.
 */
export function errorFromAnswer(status: number, body: string, retryAfter: string | null = null): ApiError {
  const parsed = errorBody.safeParse(parseJson(body));
  if (parsed.success) return new ApiError(parsed.data.error.code, { ...parsed.data.error, status });
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  const details = Number.isInteger(seconds) && seconds >= 0 ? { status, retryAfterSeconds: seconds } : { status };
  return new ApiError(codeForStatus(status), details);
}

/** Whatever was thrown, as an error that can be shown. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  return new ApiError("internal", { message: "Something went wrong on this page. Reload it and try again." });
}

export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === "AbortError";
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function navigatorIsOffline(): boolean {
  return typeof navigator !== "undefined" && navigator.onLine === false;
}
