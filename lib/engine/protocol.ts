import type { ErrorCode } from "#lib/domain/error-code.ts";
import type { EngineResult, EnlargeInput, FillInput, FillResult, PictureInput } from "./fill.ts";
import type { Embedding } from "./select/frame.ts";
import type { ProposeInput } from "./select/propose.ts";
import type { Proposal, RefineInput } from "./select/refine.ts";

/** What the engine's process is asked, and answers, by kind. */
export interface Tasks {
  readonly fill: { readonly input: FillInput; readonly result: FillResult };
  readonly enlarge: { readonly input: EnlargeInput; readonly result: EngineResult };
  readonly cutOut: { readonly input: PictureInput; readonly result: EngineResult };
  /** Null: the selection model cannot be used. */
  readonly embed: { readonly input: PictureInput; readonly result: Embedding | null };
  readonly propose: { readonly input: ProposeInput; readonly result: Proposal };
  readonly refine: { readonly input: RefineInput; readonly result: Uint8Array };
}

export type TaskKind = keyof Tasks;
export type Result = Tasks[TaskKind]["result"];

/** Messages between the worker and the engine's process. One task is under way at a time, so none carries an id. */
export type ToChild = { [Kind in TaskKind]: { readonly kind: Kind; readonly input: Tasks[Kind]["input"] } }[TaskKind];

export type FromChild =
  | { readonly kind: "progress"; readonly fraction: number }
  /** A model could not be used. For the operator's log: it may name files. */
  | { readonly kind: "fallback"; readonly reason: string }
  | { readonly kind: "done"; readonly result: Result; readonly peakMemoryBytes: number }
  | { readonly kind: "failed"; readonly code: ErrorCode; readonly detail: string };

/** The child's only argument, as JSON. */
export interface ChildSettings {
  readonly modelPath: string | null;
  /** The process ends itself when its resident memory passes this. */
  readonly memoryLimitBytes: number;
}

/** Written to stderr before the memory watch ends the process: an exit by signal looks different on each platform. */
export const OUT_OF_MEMORY_NOTE = "repaint-engine: memory limit reached";
