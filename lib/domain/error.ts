import { ERRORS, type ErrorCode } from "./error-code.ts";

export interface Moderation {
  readonly side: "input" | "output" | null;
  /** The provider's own word, such as `violence`. */
  readonly category: string | null;
}

export interface ErrorDetails {
  /** The request field at fault, in dot notation. */
  readonly field?: string;
  readonly retryAfterSeconds?: number;
  /** Where a provider's content rules stopped an edit, and under which of its categories, as far as it tells. */
  readonly moderation?: Moderation;
  /** For the log only: what happened in technical words. Never shown. */
  readonly detail?: string;
  readonly cause?: unknown;
}

/** An expected refusal or failure with a code from the list. Anything else that is thrown is a bug and answers `internal`. */
export class RepaintError extends Error {
  override readonly name = "RepaintError";
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly moderation: Moderation | undefined;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(details.detail ? `${code}: ${details.detail}` : code, { cause: details.cause });
    this.code = code;
    this.field = details.field;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.moderation = details.moderation;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}
