import "server-only";
import type { ErrorCode } from "#lib/domain/error-code.ts";
import { type Choice, FAILURE_WORDS, type FailureWord } from "#lib/domain/notice.ts";

export interface ModelFailure {
  readonly model: string;
  readonly code: ErrorCode;
}

/** Why another model did an edit: what failed before it. No more than two may be asked before (`selectModel`). */
export function failoverChoice(failures: readonly ModelFailure[], model: string): Choice {
  const [next, first = next] = failures.toReversed();
  if (!next || !first) throw new TypeError("nothing has failed");
  const values = { model, failed: first.model, why: wordFor(first.code) };
  if (next === first) return { code: "took_over", values };
  return { code: "took_over_from_two", values: { ...values, failedNext: next.model, whyNext: wordFor(next.code) } };
}

/** What is the operator's own business stays out of it. */
const wordFor = (code: ErrorCode): FailureWord => FAILURE_WORDS.find((word) => word === code) ?? "unavailable";
