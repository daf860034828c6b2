import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import type { ErrorCode } from "#lib/domain/error-code.ts";
import type { Verdict } from "../store/provider-gate.ts";

/** How long a provider that says "too many" without saying how long is left alone. */
const DEFAULT_PAUSE_SECONDS = 20;

/** What a failure says about the provider. What is not listed says nothing: it is ours, or the call was given up. */
const KINDS: Partial<Record<ErrorCode, Verdict["kind"]>> = {
  overloaded: "failed",
  network: "failed",
  timeout: "failed",
  bad_response: "failed",
  invalid_key: "account",
  organization_not_verified: "account",
  insufficient_credit: "account",
  model_retired: "retired",
  provider_rate_limited: "busy",
  // It read the request and refused it: so it works.
  moderated: "works",
  content_filtered: "works",
  prompt_rejected: "works",
  image_rejected: "works",
  mask_rejected: "works",
  language_not_supported: "works",
};

export const NO_VERDICT: Verdict = { kind: "nothing" };
export const WORKS: Verdict = { kind: "works" };

export function verdictOn(error: unknown): Verdict {
  if (!(error instanceof RepaintError)) return NO_VERDICT;
  const kind = KINDS[error.code] ?? "nothing";
  return {
    kind,
    code: error.code,
    ...(kind === "busy" && { seconds: error.retryAfterSeconds ?? DEFAULT_PAUSE_SECONDS }),
  };
}

/** The operator's key or credit at a provider. */
export const ACCOUNT_PROBLEMS: readonly ErrorCode[] = (Object.keys(KINDS) as ErrorCode[]).filter(
  (code) => KINDS[code] === "account",
);
export const isAccountProblem = (code: ErrorCode) => ACCOUNT_PROBLEMS.includes(code);

/** Failures that count against a model in the statistics; the person's, the operator's and ours do not. */
export const BLAMED: readonly ErrorCode[] = [
  "overloaded",
  "network",
  "timeout",
  "bad_response",
  "mask_rejected",
  "model_retired",
  "engine_out_of_memory",
];

/**
 * Failures that another model may not have. What a provider refused under its content rules, or for its description,
 * is not taken to the next one.
 */
export function mayFailOver(error: unknown): error is RepaintError {
  return error instanceof RepaintError && ANOTHER_MAY.has(error.code);
}

const ANOTHER_MAY: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "overloaded",
  "network",
  "timeout",
  "bad_response",
  "invalid_key",
  "organization_not_verified",
  "insufficient_credit",
  "model_retired",
  "model_unavailable",
  "provider_rate_limited",
  "mask_rejected",
  "image_rejected",
  "engine_out_of_memory",
]);
