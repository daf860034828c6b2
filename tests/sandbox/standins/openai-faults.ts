import type { StandinFault } from "../kit/standin.ts";

interface Problem {
  readonly message: string;
  readonly type?: string;
  readonly param?: string | null;
  readonly code: string | null;
}

/** OpenAI's answer to what it does not do. */
export const failure = (status: number, problem: Problem, headers: Record<string, string> = {}): Response =>
  Response.json({ error: errorOf(problem) }, { status, headers: { "x-request-id": "req_sandbox", ...headers } });

export const errorOf = ({ message, type = "invalid_request_error", param = null, code }: Problem) => ({
  message,
  type,
  param,
  code,
});

/** To a request that breaks the documentation. */
export const invalid = (reason: string): Response => failure(400, { message: reason, code: "invalid_value" });

export const MODERATED: Problem = {
  message:
    "Your request was rejected by the safety system. Include the request ID req_sandbox. safety_violations=[violence].",
  type: "image_generation_user_error",
  code: "moderation_blocked",
};

const UNVERIFIED =
  "Your organization must be verified to use the model `gpt-image-2`. Please go to: " +
  "https://platform.openai.com/settings/organization/general and click on Verify Organization.";

/** Every failure that is documented or was reported. Those without an answer are told apart in `openai-stream.ts`. */
export const OPENAI_FAULTS: Readonly<Record<string, StandinFault>> = {
  "wrong-key": {
    code: "invalid_key",
    answer: () => failure(401, { message: "Incorrect API key provided.", code: "invalid_api_key" }),
  },
  unverified: { code: "organization_not_verified", answer: () => failure(403, { message: UNVERIFIED, code: null }) },
  "unsupported-country": {
    code: "invalid_key",
    answer: () => failure(403, { message: "Country, region, or territory not supported.", code: null }),
  },
  moderated: { code: "moderated", answer: () => failure(400, MODERATED) },
  "hard-limit": {
    code: "insufficient_credit",
    answer: () => failure(400, { message: "Billing hard limit has been reached.", code: "billing_hard_limit_reached" }),
  },
  "no-quota": {
    code: "insufficient_credit",
    answer: () => failure(429, { message: "You exceeded your current quota.", code: "insufficient_quota" }),
  },
  "no-credit": {
    code: "insufficient_credit",
    answer: () => failure(429, { message: "Your credit balance is used up.", code: "credit_balance_exhausted" }),
  },
  "rate-limit": {
    code: "provider_rate_limited",
    answer: () =>
      failure(429, { message: "Rate limit reached.", code: "rate_limit_exceeded" }, { "retry-after-ms": "20" }),
  },
  "slow-down": {
    code: "provider_rate_limited",
    answer: () =>
      failure(429, { message: "You are ramping up too fast.", code: "slow_down" }, { "retry-after": "120" }),
  },
  overloaded: {
    code: "overloaded",
    answer: () => failure(503, { message: "The server is overloaded.", code: "server_is_overloaded" }),
  },
  "server-error": {
    code: "overloaded",
    answer: () => failure(500, { message: "The server had an error.", type: "server_error", code: null }),
  },
  "bad-gateway": { code: "overloaded", answer: () => new Response("<html>502</html>", { status: 502 }) },
  "mask-without-alpha": {
    code: "mask_rejected",
    answer: () =>
      failure(400, {
        message: "Invalid mask image format - mask image missing alpha channel",
        type: "image_generation_user_error",
        code: "invalid_mask_image_format",
      }),
  },
  "mask-of-another-size": {
    code: "mask_rejected",
    answer: () => failure(400, { message: "Mask and image must have the same size.", code: "invalid_image_file" }),
  },
  "bad-picture": {
    code: "image_rejected",
    answer: () => failure(400, { message: "Unsupported image file.", code: "invalid_image_file" }),
  },
  "long-prompt": {
    code: "prompt_rejected",
    answer: () => failure(400, { message: "The text is too long.", param: "prompt", code: "string_above_max_length" }),
  },
  "retired-model": {
    code: "model_retired",
    answer: () => failure(404, { message: "The model does not exist.", code: "model_not_found" }),
  },
  redirect: {
    code: "bad_response",
    answer: () => new Response(null, { status: 307, headers: { location: "https://elsewhere.example/images/edits" } }),
  },
  "ends-early": { code: "bad_response" },
  "error-event": { code: "bad_response" },
  "moderated-late": { code: "moderated" },
  "garbled-stream": { code: "bad_response" },
  "not-a-picture": { code: "bad_response" },
};
