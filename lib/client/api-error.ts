import type { ErrorBody } from "#lib/contracts/common.ts";
import { ERRORS, type ErrorCode } from "#lib/domain/error-code.ts";
import type { Operation } from "#lib/domain/operation.ts";
import type { Messages } from "#lib/i18n/messages.ts";

/** What goes wrong on this side, before or after any answer of the API, as the catalogue names it. */
export type LocalFault = keyof Messages["errors"]["local"];

/** Where the message catalogue words an error, below `errors`. */
export type Wording = `codes.${ErrorCode}` | `local.${LocalFault}`;

/** What the sentences of some local faults name. */
export interface FaultValues {
  /** A setting of a model, as the model calls it. */
  readonly option?: string;
  readonly operation?: Operation;
}

interface ApiErrorDetails extends Partial<Omit<ErrorBody["error"], "code">> {
  readonly status?: number;
  readonly wording?: Wording;
  readonly values?: FaultValues;
}

/**
 * A refusal or failure of the HTTP API. `wordsOfError` gives what a person reads; `message` is the API's own English
 * where it said something. Aborted requests are not errors of this kind.
 */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** Null when no server answered. */
  readonly requestId: string | null;
  /** HTTP status; 0 when no server answered. */
  readonly status: number;
  /** Null where only `message` says it. */
  readonly wording: Wording | null;
  readonly values: FaultValues;

  constructor(code: ErrorCode, details: ApiErrorDetails = {}) {
    super(details.message ?? code);
    this.code = code;
    this.wording = details.wording ?? (details.message === undefined ? `codes.${code}` : null);
    this.values = details.values ?? {};
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
  return localError("unavailable", navigatorIsOffline() ? "offline" : "unreachable");
}

/** The server answered 2xx with a body the contracts do not know: most likely it was updated under an open page. */
export function misunderstood(status: number): ApiError {
  return localError("internal", "misunderstood", { status });
}

/** Whatever was thrown, as an error that can be shown. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  return localError("internal", "page");
}

export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === "AbortError";
}

/** What went wrong on this side, under the code that comes closest. */
export function localError(code: ErrorCode, fault: LocalFault, details: LocalDetails = {}): ApiError {
  return new ApiError(code, { ...details, wording: `local.${fault}` });
}

type LocalDetails = Pick<ApiErrorDetails, "status" | "field" | "values">;

function navigatorIsOffline(): boolean {
  return typeof navigator !== "undefined" && navigator.onLine === false;
}
