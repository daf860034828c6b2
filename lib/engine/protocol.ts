import type { ErrorCode } from "#lib/domain/error.ts";
import type { EngineResult, EnlargeInput, FillInput, FillResult, PictureInput } from "./fill.ts";

/** Messages between the worker and the engine's process. One task is under way at a time, so none carries an id. */
export type ToChild =
  | { readonly kind: "fill"; readonly input: FillInput }
  | { readonly kind: "enlarge"; readonly input: EnlargeInput }
  | { readonly kind: "cutOut"; readonly input: PictureInput };

export type FromChild =
  | { readonly kind: "progress"; readonly fraction: number }
  /** A model could not be used. For the operator's log: it may name files. */
  | { readonly kind: "fallback"; readonly reason: string }
  | {
      readonly kind: "done";
      /** `FillResult` for `fill`. */
      readonly result: EngineResult | FillResult;
      readonly peakMemoryBytes: number;
    }
  | { readonly kind: "failed"; readonly code: ErrorCode; readonly detail: string };

/** The child's only argument, as JSON. */
export interface ChildSettings {
  readonly modelPath: string | null;
  /** The process ends itself when its resident memory passes this. */
  readonly memoryLimitBytes: number;
}

/** Written to stderr before the memory watch ends the process: an exit by signal looks different on each platform. */
export const OUT_OF_MEMORY_NOTE = "repaint-engine: memory limit reached";
