import "server-only";
import { type AuthError, isAuthRetryableFetchError } from "@supabase/supabase-js";
import { RepaintError } from "#lib/domain/error.ts";
import type { ErrorCode } from "#lib/domain/error-code.ts";

/** What Supabase Auth's codes mean to the person; the rest is a fault of ours or of the configuration. */
const MEANINGS: Readonly<Record<string, ErrorCode>> = {
  invalid_credentials: "invalid_credentials",
  email_not_confirmed: "email_not_confirmed",
  user_already_exists: "email_taken",
  email_exists: "email_taken",
  weak_password: "weak_password",
  signup_disabled: "signup_closed",
  email_provider_disabled: "signup_closed",
  email_address_invalid: "invalid_request",
  email_address_not_authorized: "invalid_request",
  validation_failed: "invalid_request",
  otp_expired: "link_expired",
  bad_code_verifier: "link_expired",
  flow_state_not_found: "link_expired",
  flow_state_expired: "link_expired",
  flow_state_already_used: "link_expired",
  user_banned: "forbidden",
  session_not_found: "unauthenticated",
  session_expired: "unauthenticated",
  refresh_token_not_found: "unauthenticated",
  refresh_token_already_used: "unauthenticated",
  reauthentication_needed: "unauthenticated",
  no_authorization: "unauthenticated",
};

/** Auth sends one message a minute to an address unless told otherwise. */
const RETRY_AFTER_SECONDS = 60;

/** An answer of Supabase Auth in our own words. */
export function authError(error: AuthError): RepaintError {
  if (error.status === 429) {
    return new RepaintError("rate_limited", { retryAfterSeconds: RETRY_AFTER_SECONDS, cause: error });
  }
  const code = MEANINGS[error.code ?? ""];
  if (code === "invalid_request") return new RepaintError(code, { field: "email", cause: error });
  if (code) return new RepaintError(code, { cause: error });
  if (error.name === "AuthSessionMissingError") return new RepaintError("unauthenticated", { cause: error });
  if (error.name === "AuthPKCECodeVerifierMissingError") return new RepaintError("link_expired", { cause: error });
  return new RepaintError(isAuthOutage(error) ? "unavailable" : "internal", { detail: "auth", cause: error });
}

/** Whether Auth did not answer, which says nothing about the person. */
export function isAuthOutage(error: AuthError): boolean {
  return isAuthRetryableFetchError(error) || (error.status ?? 0) >= 500;
}
