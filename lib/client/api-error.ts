import type { ErrorBody } from "#lib/contracts/common.ts";
import { ERRORS, type ErrorCode } from "#lib/domain/error.ts";
import type { Operation } from "#lib/domain/operation.ts";

/** What goes wrong on this side, before or after any answer of the API. In English, as the API's own sentences are. */
export const LOCAL_FAULTS = {
  offline: "You are offline. Reconnect and try again; nothing on this page is lost.",
  unreachable: "The server cannot be reached. Check your connection and try again.",
  misunderstood: "The server gave an answer this page does not understand. Reload the page and try again.",
  page: "Something went wrong on this page. Reload it and try again.",
  expandNone: "Say how far to extend the photo.",
  expandTooFar: "The photo would get more than 100 megapixels. Extend it less.",
  scaleUnreachable: "No model makes this photo that much larger. Choose a smaller factor.",
  referenceMissing: "Add the further picture that this model looks at.",
  promptOrReference: "Say what should be there, or add a picture of it.",
  optionUnfilled: "Fill in “{option}” under Settings.",
  noModel: "No model that can be used here does this ({operation}). The list of models says why.",
  wholePictureLast: "This changes the size or transparency of the whole picture. Move its layer below the others.",
  heicUnsupported:
    "This HEIC is of a kind that is not read here, such as HDR video stills. Save it as JPEG and try again.",
  heicNoMemory: "This photo is too large for this device to convert. Save it as JPEG and try again.",
  heicPngTooLarge: "With every pixel kept, this photo is larger than 60 MB. Open it again and choose the smaller file.",
  heicNotLoaded: "The converter for HEIC photos did not load. Check your connection and try again.",
} as const;

export type LocalFault = keyof typeof LOCAL_FAULTS;

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
 * A refusal or failure of the HTTP API. Its `message` is English; `wordsOfError` gives what a person reads. Aborted
 * requests are not errors of this kind.
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
    super(details.message ?? ERRORS[code].message);
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
  const { option = "", operation = "" } = details.values ?? {};
  const message = LOCAL_FAULTS[fault].replace("{option}", option).replace("{operation}", operation);
  return new ApiError(code, { ...details, message, wording: `local.${fault}` });
}

type LocalDetails = Pick<ApiErrorDetails, "status" | "field" | "values">;

function navigatorIsOffline(): boolean {
  return typeof navigator !== "undefined" && navigator.onLine === false;
}
