import "server-only";
import type { Moderation } from "#lib/domain/error.ts";
import type { ErrorCode } from "#lib/domain/error-code.ts";

/** The `error` of OpenAI's answers, as far as it is read. Look-alike servers leave out any part of it. */
export interface ServiceError {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly param?: unknown;
  /** Documented for pictures made in a conversation; read here too, in case it comes. */
  readonly moderation_details?: { readonly categories?: readonly string[]; readonly moderation_stage?: string };
}

const CODES: Readonly<Record<string, ErrorCode>> = {
  invalid_api_key: "invalid_key",
  moderation_blocked: "moderated",
  billing_hard_limit_reached: "insufficient_credit",
  insufficient_quota: "insufficient_credit",
  credit_balance_exhausted: "insufficient_credit",
  rate_limit_exceeded: "provider_rate_limited",
  slow_down: "provider_rate_limited",
  server_is_overloaded: "overloaded",
  model_not_found: "model_retired",
  invalid_mask_image_format: "mask_rejected",
};

/**
 * The code of an error in OpenAI's words, or null where only the status says what it means. An organization that is
 * not verified and most refusals of a mask have no code of their own, so their sentence is read.
 *
 * @param status null for an error in the middle of a stream.
 */
export function errorCodeOf(status: number | null, { code, message, param }: ServiceError): ErrorCode | null {
  const known = typeof code === "string" ? CODES[code] : undefined;
  if (known) return known;
  const text = typeof message === "string" ? message : "";
  if (status === 403 && /must be verified/i.test(text)) return "organization_not_verified";
  if (status !== 400) return null;
  if (param === "prompt") return "prompt_rejected";
  if (param === "model") return "model_retired";
  return param === "mask" || /\b(mask|alpha)\b/i.test(text) ? "mask_rejected" : null;
}

/** Which side of an edit the content rules stopped, and under which category, as far as the error tells. */
export function moderationOf({ message, moderation_details: details }: ServiceError): Moderation {
  const stage = details?.moderation_stage;
  const listed = /safety_violations=\[([^\]]*)\]/.exec(typeof message === "string" ? message : "")?.[1];
  const category = details?.categories?.join(", ") || listed?.trim();
  return { side: stage === "input" || stage === "output" ? stage : null, category: category || null };
}
