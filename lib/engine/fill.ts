/** What the local engine takes and gives. Shared by the worker's side (`host.ts`) and the child process. */

import type { Warning } from "#lib/domain/notice.ts";

export interface PictureInput {
  readonly width: number;
  readonly height: number;
  /** Interleaved 8-bit RGB, `width * height * 3` bytes. */
  readonly pixels: Uint8Array;
}

/** A picture to be enlarged, each side `scale` times. */
export interface EnlargeInput extends PictureInput {
  readonly scale: number;
}

/** A window of a picture and the pixels of it that are to be filled. */
export interface FillInput extends PictureInput {
  /**
   * One byte per pixel; every value above 0 is hole. The caller has grown it already so that no rim of the old object
   * is left outside: the engine trusts each pixel that is 0.
   */
  readonly mask: Uint8Array;
}

export interface EngineOptions {
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
  readonly warnings: readonly Warning[];
}

export type EngineName = "migan" | "lama" | "exemplar";

/** New pixels, in the layout the task documents. */
export interface EngineResult {
  readonly pixels: Uint8Array;
  readonly warnings: readonly Warning[];
}

/** Sides the engine fills, in pixels. */
export const MIN_SIDE = 16;
export const MAX_SIDE = 4096;

export interface Engine {
  /**
   * Fills the hole. Of all calls one runs at a time, the others wait in order.
   * Throws `RepaintError` `engine_out_of_memory` or `bad_response` (the process died for another reason).
   */
  fill(input: FillInput, options?: EngineOptions): Promise<FillResult>;
  /** Enlarges by plain resampling; RGB. Throws as `fill` does. */
  enlarge(input: EnlargeInput, options?: EngineOptions): Promise<EngineResult>;
  /** Makes a plain background transparent; RGBA, the colours as they were. Throws as `fill` does, and `image_rejected`. */
  cutOut(input: PictureInput, options?: EngineOptions): Promise<EngineResult>;
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
  /** The most memory the process has used, as of its last finished task. */
  readonly peakMemoryBytes: number | null;
}
