import type { ErrorCode } from "./error-code.ts";

/** In English, as the API says it to the person: what happened and what to do; never a stack, SQL or a provider's own text. */
export const SENTENCES: Readonly<Record<ErrorCode, string>> = {
  // The request
  invalid_request: "The request is not valid. Check the named field and try again.",
  unauthenticated: "Sign in to continue.",
  invalid_credentials: "This e-mail and password do not match. Check both, or reset the password.",
  wrong_password: "This is not your password. Check it, or reset it.",
  email_not_confirmed: "Confirm your e-mail address first. The link is in the message we sent you.",
  email_taken: "An account with this e-mail exists. Sign in, or reset the password.",
  weak_password: "Choose a longer password: at least 8 characters.",
  link_expired: "This link has expired or was used already. Ask for a new one.",
  captcha_failed: "The check that you are a person did not pass. Do it once more and try again.",
  signup_closed: "This server takes no new accounts. Ask the person who runs it.",
  forbidden: "You do not have access to this.",
  foreign_origin: "This request came from another site and was refused.",
  not_found: "This does not exist, or is not yours.",
  idempotency_conflict: "This request id was used for a different request. Send the new request with a new id.",
  rate_limited: "Too many requests. Wait a moment and try again.",
  too_many_keys: "This account has 20 API keys. Revoke one that is not used any more.",

  // The photo
  unsupported_format: "This file is not a picture Repaint can open. Use JPEG, PNG, WebP, AVIF, TIFF or GIF.",
  heic_not_converted:
    "This photo is in the HEIC format, which the server does not read. Convert it to JPEG or PNG, or open it on this site in a browser, which converts it.",
  file_too_large: "This file is larger than 60 MB. Save a smaller copy and try again.",
  too_many_pixels: "This picture has more than 100 megapixels. Save a smaller copy and try again.",
  image_too_small: "This picture is too small to edit. Use one of at least 16 by 16 pixels.",
  corrupt_image: "This picture is damaged and cannot be read to its end. Try to export it again.",
  export_too_large: "This picture is too large for this file format. Choose PNG, TIFF or JPEG.",
  image_timeout: "This picture took too long to read. Save it again in a simpler format, such as JPEG or PNG.",

  // The edit
  mask_empty: "Nothing is marked yet. Paint over what should change.",
  mask_invalid: "The mask is not an 8-bit grey PNG.",
  mask_size_mismatch: "The mask and the picture differ in size.",
  nothing_found: "No object was found there. Click somewhere else, or draw around it.",
  outline_required: "This server cannot select by a click alone. Draw a rough line around the object instead.",
  prompt_required: "Say what should be there before you run this.",
  reference_required: "This model needs a further picture to look at. Add one, or choose another model.",
  prompt_too_long: "The description is too long for this model. Shorten it.",
  mask_required: "This model needs a marked region. Paint over what should change.",
  option_required: "This model needs one more setting. Fill in the named one.",
  result_too_large: "The result would have more than 100 megapixels. Choose a smaller size.",
  image_too_large_for_model: "This picture is too large for this model. Choose another model.",
  operation_not_supported: "This model cannot do that. Choose another model.",
  model_unavailable: "This model is not available on this server. Choose another model.",
  parent_not_ready: "The version this edit builds on is not finished yet.",
  insufficient_tokens: "You do not have enough tokens for this edit.",
  too_many_running: "Too many edits are running. Wait for one to finish.",
  too_many_holds: "Too many edits have tokens set aside. Wait for one to finish.",
  account_frozen:
    "A payment of this account is disputed, so its tokens cannot be used. Settle it with your bank, or ask the operator.",
  account_blocked: "The operator has blocked this account. Ask them why.",
  edit_finished: "This edit has already ended.",
  edit_not_finished: "This edit has not ended yet. Wait for it, or cancel it.",
  edit_not_changeable: "Only a finished result that lies over the picture can be changed like this.",
  edit_not_reblendable:
    "Edge and colours of this result stay as they are: what the model painted in a marked region was not kept. It can be hidden, faded and erased back.",
  edit_in_use: "Other edits were made on this one. Discard those first.",
  edit_removed: "This edit was discarded more than a day ago, and its files are gone.",
  cancelled: "The edit was cancelled. No tokens were used.",
  interrupted: "The edit was interrupted before it finished. No tokens were used; run it again.",
  expired: "The edit waited too long and was stopped. No tokens were used; run it again.",
  verification_failed: "The result would have changed pixels outside the mask, so it was refused. No tokens were used.",

  // The provider
  invalid_key: "This model is temporarily unavailable. No tokens were used; choose another model.",
  organization_not_verified: "This model is temporarily unavailable. No tokens were used; choose another model.",
  insufficient_credit: "This model is temporarily unavailable. No tokens were used; choose another model.",
  moderated:
    "The provider refused this request under its content rules. Change the description or the photo. No tokens were used.",
  content_filtered:
    "The provider withheld its result under its content rules. Change the description or the photo. No tokens were used.",
  provider_rate_limited: "The provider is busy. No tokens were used; try again in a minute.",
  overloaded: "The provider is overloaded. No tokens were used; try again in a minute.",
  timeout: "The provider did not answer in time. No tokens were used; try again.",
  network: "The provider could not be reached. No tokens were used; try again.",
  mask_rejected: "The provider did not accept the mask. No tokens were used; choose another model.",
  image_rejected: "The provider did not accept this photo. No tokens were used; choose another model.",
  prompt_rejected: "The provider did not accept this description. Change it and run again. No tokens were used.",
  language_not_supported: "The model does not understand this language. Describe it in English. No tokens were used.",
  model_retired: "The provider has retired this model. No tokens were used; choose another model.",
  bad_response: "The model answered with something that is not a usable picture. No tokens were used; try again.",
  engine_out_of_memory: "The server ran out of memory for this edit. No tokens were used; mark a smaller region.",

  // Buying tokens
  purchases_off: "Purchases are off on this server. Ask the person who runs it.",
  payment_unavailable: "The payment service does not answer right now. Nothing was charged; try again in a minute.",
  invalid_signature: "This is not a delivery of the payment service.",

  // Administration: who can mend these is the administrator who asks.
  adjustment_too_low: "This account has fewer tokens than that. Take fewer.",
  daily_cap_reached:
    "That is more than you may move today. Move less, ask another administrator, or raise the limit in the settings.",
  payment_disputed: "A payment of this account is still disputed, so it stays frozen until that is settled.",
  not_refundable: "This purchase cannot be refunded from here: it was never paid, or with another Stripe key.",
  refund_too_much: "That is more than is left of this payment. Refund less.",
  refund_refused:
    "Stripe did not make this refund. The payment may have been refunded or disputed meanwhile. Stripe’s reason is in the book of actions.",
  hold_ended: "These tokens are not set aside any more. Look again.",
  job_not_retryable: "This job is running or gone, so it cannot be started again. Look again.",

  // The server
  payload_too_large: "The request is too large.",
  storage_full: "The server has no room left to store this. Tell the operator.",
  engine_unavailable:
    "The part of the server that selects objects does not answer. Try again in a moment, or mark by hand.",
  unavailable: "The server is busy or restarting. Try again in a moment.",
  internal: "Something went wrong on the server. Try again; if it stays, tell the operator the request id.",
};
