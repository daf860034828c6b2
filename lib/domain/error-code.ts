/**
 * The closed list of codes.
 *
 * Every refusal a person can meet has a row here: its HTTP status, who can fix it, and whether trying again makes sense.
 * Screens, routes, retries and tests read this table, so they cannot disagree. The sentences are beside it, in
 * `error-sentences.ts`: browsers have them in the language of the page.
 */
export type FixedBy = "user" | "operator" | "provider" | "time";

interface ErrorRow {
  readonly status: number;
  readonly fixedBy: FixedBy;
  readonly retry: boolean;
}

const row = (status: number, fixedBy: FixedBy, retry: boolean): ErrorRow => ({ status, fixedBy, retry });

export const ERRORS = {
  // The request
  invalid_request: row(400, "user", false),
  unauthenticated: row(401, "user", false),
  invalid_credentials: row(401, "user", false),
  wrong_password: row(403, "user", false),
  email_not_confirmed: row(403, "user", false),
  email_taken: row(409, "user", false),
  weak_password: row(422, "user", false),
  link_expired: row(410, "user", false),
  captcha_failed: row(403, "user", true),
  signup_closed: row(403, "operator", false),
  forbidden: row(403, "user", false),
  foreign_origin: row(403, "user", false),
  not_found: row(404, "user", false),
  idempotency_conflict: row(409, "user", false),
  rate_limited: row(429, "time", true),
  too_many_keys: row(409, "user", false),

  // The photo
  unsupported_format: row(415, "user", false),
  heic_not_converted: row(415, "user", false),
  file_too_large: row(413, "user", false),
  too_many_pixels: row(413, "user", false),
  image_too_small: row(422, "user", false),
  corrupt_image: row(422, "user", false),
  export_too_large: row(422, "user", false),
  image_timeout: row(422, "user", false),

  // The edit
  mask_empty: row(422, "user", false),
  mask_invalid: row(422, "user", false),
  mask_size_mismatch: row(422, "user", false),
  nothing_found: row(422, "user", false),
  outline_required: row(422, "user", false),
  prompt_required: row(422, "user", false),
  reference_required: row(422, "user", false),
  prompt_too_long: row(422, "user", false),
  mask_required: row(422, "user", false),
  option_required: row(422, "user", false),
  result_too_large: row(422, "user", false),
  image_too_large_for_model: row(422, "user", false),
  operation_not_supported: row(422, "user", false),
  model_unavailable: row(503, "operator", false),
  parent_not_ready: row(409, "time", true),
  insufficient_tokens: row(402, "user", false),
  too_many_running: row(429, "time", true),
  too_many_holds: row(429, "time", true),
  account_frozen: row(403, "user", false),
  account_blocked: row(403, "user", false),
  edit_finished: row(409, "user", false),
  edit_not_finished: row(409, "time", true),
  edit_not_changeable: row(409, "user", false),
  edit_not_reblendable: row(409, "user", false),
  edit_in_use: row(409, "user", false),
  edit_removed: row(410, "user", false),
  cancelled: row(409, "user", false),
  interrupted: row(500, "time", true),
  expired: row(504, "time", true),
  verification_failed: row(502, "provider", true),

  // The provider
  invalid_key: row(503, "operator", false),
  organization_not_verified: row(503, "operator", false),
  insufficient_credit: row(503, "operator", false),
  moderated: row(422, "user", false),
  content_filtered: row(422, "user", false),
  provider_rate_limited: row(503, "time", true),
  overloaded: row(503, "time", true),
  timeout: row(504, "time", true),
  network: row(502, "time", true),
  mask_rejected: row(502, "provider", false),
  image_rejected: row(422, "user", false),
  prompt_rejected: row(422, "user", false),
  language_not_supported: row(422, "user", false),
  model_retired: row(503, "operator", false),
  bad_response: row(502, "provider", true),
  engine_out_of_memory: row(503, "operator", true),

  // Buying tokens
  purchases_off: row(503, "operator", false),
  payment_unavailable: row(503, "time", true),
  invalid_signature: row(400, "operator", false),

  // Administration: who can mend these is the administrator who asks.
  adjustment_too_low: row(409, "user", false),
  daily_cap_reached: row(403, "user", false),
  payment_disputed: row(409, "user", false),
  not_refundable: row(409, "user", false),
  refund_too_much: row(409, "user", false),
  refund_refused: row(409, "user", false),
  hold_ended: row(409, "user", false),
  job_not_retryable: row(409, "user", false),

  // The server
  payload_too_large: row(413, "user", false),
  storage_full: row(507, "operator", false),
  engine_unavailable: row(503, "operator", true),
  unavailable: row(503, "time", true),
  internal: row(500, "operator", true),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(ERRORS, value);
}
