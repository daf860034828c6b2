import type { ErrorCode } from "#lib/domain/error-code.ts";
import type { Mask, Size } from "#lib/domain/raster.ts";

/**
 * A stand-in for one hosted service: reads requests as strictly as the service's documentation, and answers in its
 * documented shape. It knows nothing of Repaint's adapters; it is written from the API's facts alone.
 */
export interface Standin {
  /** The provider's id, and its path on the sandbox's server. */
  readonly id: string;
  /** The only key it takes; requests without it are refused as the service refuses them. */
  readonly key: string;
  /** Every failure the service documents, by a short name, and the code Repaint must make of it. */
  readonly faults: Readonly<Record<string, StandinFault>>;
  /** `request.url` has the path as the service sees it, below its base URL. */
  handle(request: Request, context: StandinContext): Promise<Response>;
}

export interface StandinFault {
  readonly code: ErrorCode;
  /** The service's documented answer. Absent where the fault is about how it answers: the stand-in sees to it. */
  readonly answer?: () => Response;
}

export interface StandinContext {
  /** Base URL of this stand-in, for addresses of jobs and results. */
  readonly baseUrl: string;
  /** The fault that was asked for, by name, once; null for an ordinary answer. */
  readonly fault: string | null;
  /** Resolves when the provider is not held (any more): what comes late, such as the end of a stream, waits for it. */
  readonly released: Promise<void>;
  /** Tells the test what was asked: to be called once for every submission that the service would bill. */
  saw(submission: Submission): void;
}

/** One billable request, as the service understands it by its own documentation. */
export interface Submission {
  readonly endpoint: string;
  readonly size: Size;
  /** 255 where the service will repaint, after its own binarisation; null where it was sent no mask. */
  readonly region: Mask | null;
  readonly prompt: string | null;
  /** Every other field, as sent. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What a stand-in throws to refuse a request: the service's own answer. */
export class Refusal extends Error {
  readonly response: Response;
  constructor(response: Response) {
    super(`refused with HTTP ${response.status}`);
    this.response = response;
  }
}
