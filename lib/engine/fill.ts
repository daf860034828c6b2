/** What the local engine takes and gives. Shared by the worker's side (`host.ts`) and the child process. */

/** A window of a picture and the pixels of it that are to be filled. */
export interface FillInput {
  readonly width: number;
  readonly height: number;
  /** Interleaved 8-bit RGB, `width * height * 3` bytes. */
  readonly pixels: Uint8Array;
  /**
   * One byte per pixel; every value above 0 is hole. The caller has grown it already so that no rim of the old object
   * is left outside: the engine trusts each pixel that is 0.
   */
  readonly mask: Uint8Array;
}

export interface FillOptions {
  /** Aborting kills the inference at once; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Fraction of the work done, 0..1, rising. */
  readonly onProgress?: (fraction: number) => void;
}

export interface FillResult {
  /** Same size and layout as the input. Every pixel that is not hole equals the input exactly. */
  readonly pixels: Uint8Array;
  /** What filled the hole: MI-GAN, a LaMa-shaped model of the operator's, or the exemplar fill that needs no model. */
  readonly engine: EngineName;
  readonly warnings: readonly FillWarning[];
}

export type EngineName = "migan" | "lama" | "exemplar";

/** Structurally a `Warning` of the provider contract, which this layer must not import. */
export interface FillWarning {
  readonly code: "engine_fallback" | "provider_notice";
  readonly message: string;
}

/** Sides the engine accepts, in pixels. */
export const MIN_SIDE = 16;
export const MAX_SIDE = 4096;

export interface Engine {
  /**
   * Fills the hole. One call runs at a time, the others wait in order.
   * Throws `RepaintError` `engine_out_of_memory` or `bad_response` (the process died for another reason).
   */
  fill(input: FillInput, options?: FillOptions): Promise<FillResult>;
  status(): EngineStatus;
  /** Ends the process and rejects what waits. A later `fill` throws `unavailable`. */
  close(): Promise<void>;
}

export interface EngineStatus {
  readonly state: "stopped" | "idle" | "busy" | "closed";
  /** Calls waiting behind the running one. */
  readonly waiting: number;
  /** The child process, while there is one. */
  readonly pid: number | null;
  /** The most memory the process has used, as of its last finished fill. */
  readonly peakMemoryBytes: number | null;
}
