/** Why a HEIC cannot be converted here. */
export type HeicProblem = "damaged" | "unsupported" | "too-many-pixels" | "no-memory" | "png-too-large";

export class HeicError extends Error {
  override readonly name = "HeicError";
  readonly problem: HeicProblem;

  constructor(problem: HeicProblem, detail: string = problem) {
    super(detail);
    this.problem = problem;
  }
}
