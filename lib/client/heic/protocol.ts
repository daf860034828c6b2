import type { HeicTarget } from "./convert-heic.ts";
import type { HeicFacts } from "./open-heic.ts";
import type { HeicProblem } from "./problem.ts";

/** What the page asks of the worker: one thing at a time. */
export type ToHeicWorker =
  | { readonly type: "inspect"; readonly file: Blob }
  | { readonly type: "convert"; readonly file: Blob; readonly target: HeicTarget };

export type FromHeicWorker =
  | { readonly type: "inspected"; readonly facts: HeicFacts }
  /** 0..1, while the file is written. */
  | { readonly type: "progress"; readonly fraction: number }
  | { readonly type: "converted"; readonly file: Blob }
  | { readonly type: "failed"; readonly problem: HeicProblem };
