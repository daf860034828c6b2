/**
 * The one error class and the closed list of codes.
 *
 * Every refusal a person can meet has a row here: its HTTP status, who can fix it, whether trying again makes sense,
 * and the sentence shown. Screens, routes, retries and tests read this table, so they cannot disagree.
 */
export type FixedBy = "user" | "operator" | "provider" | "time";

interface ErrorRow {
  readonly status: number;
  readonly fixedBy: FixedBy;
  readonly retry: boolean;
  /** Shown to the person. Says what happened and what to do; never a stack, SQL or a provider's own text. */
  readonly message: string;
}

const row = (status: number, fixedBy: FixedBy, retry: boolean, message: string): ErrorRow => ({
  status,
  fixedBy,
  retry,
  message,
});

export const ERRORS = {
  // The request
  invalid_request: row(400, "user", false, "The request is not valid. Check the named field and try again."),
  unauthenticated: row(401, "user", false, "Sign in to continue."),
  invalid_credentials: row(
    401,
    "user",
    false,
    "This e-mail and password do not match. Check both, or reset the password.",
  ),
  wrong_password: row(403, "user", false, "This is not your password. Check it, or reset it."),
  email_not_confirmed: row(
    403,
    "user",
    false,
    "Confirm your e-mail address first. The link is in the message we sent you.",
  ),
  email_taken: row(409, "user", false, "An account with this e-mail exists. Sign in, or reset the password."),
  weak_password: row(422, "user", false, "Choose a longer password: at least 8 characters."),
  link_expired: row(410, "user", false, "This link has expired or was used already. Ask for a new one."),
  captcha_failed: row(
    403,
    "user",
    true,
    "The check that you are a person did not pass. Do it once more and try again.",
  ),
  signup_closed: row(403, "operator", false, "This server takes no new accounts. Ask the person who runs it."),
  forbidden: row(403, "user", false, "You do not have access to this."),
  foreign_origin: row(403, "user", false, "This request came from another site and was refused."),
  not_found: row(404, "user", false, "This does not exist, or is not yours."),
  idempotency_conflict: row(
    409,
    "user",
    false,
    "This request id was used for a different request. Send the new request with a new id.",
  ),
  rate_limited: row(429, "time", true, "Too many requests. Wait a moment and try again."),
  too_many_keys: row(409, "user", false, "This account has 20 API keys. Revoke one that is not used any more."),

  // The photo
  unsupported_format: row(
    415,
    "user",
    false,
    "This file is not a picture Repaint can open. Use JPEG, PNG, WebP, AVIF, TIFF or GIF.",
  ),
  heic_not_converted: row(
    415,
    "user",
    false,
    "This photo is in the HEIC format, which the server does not read. Convert it to JPEG or PNG, or open it on this site in a browser, which converts it.",
  ),
  file_too_large: row(413, "user", false, "This file is larger than 60 MB. Save a smaller copy and try again."),
  too_many_pixels: row(
    413,
    "user",
    false,
    "This picture has more than 100 megapixels. Save a smaller copy and try again.",
  ),
  image_too_small: row(422, "user", false, "This picture is too small to edit. Use one of at least 16 by 16 pixels."),
  corrupt_image: row(
    422,
    "user",
    false,
    "This picture is damaged and cannot be read to its end. Try to export it again.",
  ),
  export_too_large: row(
    422,
    "user",
    false,
    "This picture is too large for this file format. Choose PNG, TIFF or JPEG.",
  ),
  image_timeout: row(
    422,
    "user",
    false,
    "This picture took too long to read. Save it again in a simpler format, such as JPEG or PNG.",
  ),

  // The edit
  mask_empty: row(422, "user", false, "Nothing is marked yet. Paint over what should change."),
  mask_invalid: row(422, "user", false, "The mask is not an 8-bit grey PNG."),
  mask_size_mismatch: row(422, "user", false, "The mask and the picture differ in size."),
  nothing_found: row(422, "user", false, "No object was found there. Click somewhere else, or draw around it."),
  outline_required: row(
    422,
    "user",
    false,
    "This server cannot select by a click alone. Draw a rough line around the object instead.",
  ),
  prompt_required: row(422, "user", false, "Say what should be there before you run this."),
  reference_required: row(
    422,
    "user",
    false,
    "This model needs a further picture to look at. Add one, or choose another model.",
  ),
  prompt_too_long: row(422, "user", false, "The description is too long for this model. Shorten it."),
  mask_required: row(422, "user", false, "This model needs a marked region. Paint over what should change."),
  option_required: row(422, "user", false, "This model needs one more setting. Fill in the named one."),
  result_too_large: row(422, "user", false, "The result would have more than 100 megapixels. Choose a smaller size."),
  image_too_large_for_model: row(422, "user", false, "This picture is too large for this model. Choose another model."),
  operation_not_supported: row(422, "user", false, "This model cannot do that. Choose another model."),
  model_unavailable: row(503, "operator", false, "This model is not available on this server. Choose another model."),
  parent_not_ready: row(409, "time", true, "The version this edit builds on is not finished yet."),
  insufficient_tokens: row(402, "user", false, "You do not have enough tokens for this edit."),
  too_many_running: row(429, "time", true, "Too many edits are running. Wait for one to finish."),
  too_many_holds: row(429, "time", true, "Too many edits have tokens set aside. Wait for one to finish."),
  account_frozen: row(
    403,
    "user",
    false,
    "A payment of this account is disputed, so its tokens cannot be used. Settle it with your bank, or ask the operator.",
  ),
  account_blocked: row(403, "user", false, "The operator has blocked this account. Ask them why."),
  edit_finished: row(409, "user", false, "This edit has already ended."),
  edit_not_finished: row(409, "time", true, "This edit has not ended yet. Wait for it, or cancel it."),
  edit_not_changeable: row(
    409,
    "user",
    false,
    "Only a finished result that lies over the picture can be changed like this.",
  ),
  edit_not_reblendable: row(
    409,
    "user",
    false,
    "Edge and colours of this result stay as they are: what the model painted in a marked region was not kept. It can be hidden, faded and erased back.",
  ),
  edit_in_use: row(409, "user", false, "Other edits were made on this one. Discard those first."),
  edit_removed: row(410, "user", false, "This edit was discarded more than a day ago, and its files are gone."),
  cancelled: row(409, "user", false, "The edit was cancelled. No tokens were used."),
  interrupted: row(
    500,
    "time",
    true,
    "The edit was interrupted before it finished. No tokens were used; run it again.",
  ),
  expired: row(504, "time", true, "The edit waited too long and was stopped. No tokens were used; run it again."),
  verification_failed: row(
    502,
    "provider",
    true,
    "The result would have changed pixels outside the mask, so it was refused. No tokens were used.",
  ),

  // The provider
  invalid_key: row(
    503,
    "operator",
    false,
    "This model is temporarily unavailable. No tokens were used; choose another model.",
  ),
  organization_not_verified: row(
    503,
    "operator",
    false,
    "This model is temporarily unavailable. No tokens were used; choose another model.",
  ),
  insufficient_credit: row(
    503,
    "operator",
    false,
    "This model is temporarily unavailable. No tokens were used; choose another model.",
  ),
  moderated: row(
    422,
    "user",
    false,
    "The provider refused this request under its content rules. Change the description or the photo. No tokens were used.",
  ),
  content_filtered: row(
    422,
    "user",
    false,
    "The provider withheld its result under its content rules. Change the description or the photo. No tokens were used.",
  ),
  provider_rate_limited: row(503, "time", true, "The provider is busy. No tokens were used; try again in a minute."),
  overloaded: row(503, "time", true, "The provider is overloaded. No tokens were used; try again in a minute."),
  timeout: row(504, "time", true, "The provider did not answer in time. No tokens were used; try again."),
  network: row(502, "time", true, "The provider could not be reached. No tokens were used; try again."),
  mask_rejected: row(
    502,
    "provider",
    false,
    "The provider did not accept the mask. No tokens were used; choose another model.",
  ),
  image_rejected: row(
    422,
    "user",
    false,
    "The provider did not accept this photo. No tokens were used; choose another model.",
  ),
  prompt_rejected: row(
    422,
    "user",
    false,
    "The provider did not accept this description. Change it and run again. No tokens were used.",
  ),
  language_not_supported: row(
    422,
    "user",
    false,
    "The model does not understand this language. Describe it in English. No tokens were used.",
  ),
  model_retired: row(
    503,
    "operator",
    false,
    "The provider has retired this model. No tokens were used; choose another model.",
  ),
  bad_response: row(
    502,
    "provider",
    true,
    "The model answered with something that is not a usable picture. No tokens were used; try again.",
  ),
  engine_out_of_memory: row(
    503,
    "operator",
    true,
    "The server ran out of memory for this edit. No tokens were used; mark a smaller region.",
  ),

  // Buying tokens
  purchases_off: row(503, "operator", false, "Purchases are off on this server. Ask the person who runs it."),
  payment_unavailable: row(
    503,
    "time",
    true,
    "The payment service does not answer right now. Nothing was charged; try again in a minute.",
  ),
  invalid_signature: row(400, "operator", false, "This is not a delivery of the payment service."),

  // Administration: who can mend these is the administrator who asks.
  adjustment_too_low: row(409, "user", false, "This account has fewer tokens than that. Take fewer."),
  daily_cap_reached: row(
    403,
    "user",
    false,
    "That is more than you may move today. Move less, ask another administrator, or raise the limit in the settings.",
  ),
  payment_disputed: row(
    409,
    "user",
    false,
    "A payment of this account is still disputed, so it stays frozen until that is settled.",
  ),
  not_refundable: row(
    409,
    "user",
    false,
    "This purchase cannot be refunded from here: it was never paid, or with another Stripe key.",
  ),
  refund_too_much: row(409, "user", false, "That is more than is left of this payment. Refund less."),
  refund_refused: row(
    409,
    "user",
    false,
    "Stripe did not make this refund. The payment may have been refunded or disputed meanwhile. Stripe’s reason is in the book of actions.",
  ),
  hold_ended: row(409, "user", false, "These tokens are not set aside any more. Look again."),
  job_not_retryable: row(409, "user", false, "This job is running or gone, so it cannot be started again. Look again."),

  // The server
  payload_too_large: row(413, "user", false, "The request is too large."),
  storage_full: row(507, "operator", false, "The server has no room left to store this. Tell the operator."),
  engine_unavailable: row(
    503,
    "operator",
    true,
    "The part of the server that selects objects does not answer. Try again in a moment, or mark by hand.",
  ),
  unavailable: row(503, "time", true, "The server is busy or restarting. Try again in a moment."),
  internal: row(
    500,
    "operator",
    true,
    "Something went wrong on the server. Try again; if it stays, tell the operator the request id.",
  ),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;

export interface Moderation {
  readonly side: "input" | "output" | null;
  /** The provider's own word, such as `violence`. */
  readonly category: string | null;
}

export interface ErrorDetails {
  /** The request field at fault, in dot notation. */
  readonly field?: string;
  readonly retryAfterSeconds?: number;
  /** Where a provider's content rules stopped an edit, and under which of its categories, as far as it tells. */
  readonly moderation?: Moderation;
  /** For the log only: what happened in technical words. Never shown. */
  readonly detail?: string;
  readonly cause?: unknown;
}

/** An expected refusal or failure with a code from the list. Anything else that is thrown is a bug and answers `internal`. */
export class RepaintError extends Error {
  override readonly name = "RepaintError";
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly moderation: Moderation | undefined;
  /** The sentence for the person. */
  readonly userMessage: string;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(details.detail ? `${code}: ${details.detail}` : code, { cause: details.cause });
    this.code = code;
    this.field = details.field;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.moderation = details.moderation;
    this.userMessage = ERRORS[code].message;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(ERRORS, value);
}
