import type { Standin } from "../../kit/standin.ts";

/** `{id, name, errors}`, as all errors of `/v2beta` are. */
export const problem = (status: number, name: string, error: string) =>
  Response.json({ id: "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4", name, errors: [error] }, { status });

/** No `Retry-After` is documented. */
export function tooManyRequests(): Response {
  return problem(429, "rate_limit_exceeded", "You have been timed out for 60 seconds.");
}

export const FAULTS: Standin["faults"] = {
  "bad-image": {
    code: "image_rejected",
    answer: () => problem(400, "bad_request", "image: every side must be at least 64 pixels"),
  },
  "bad-mask": { code: "mask_rejected", answer: () => problem(400, "bad_request", "mask: is not a picture") },
  "bad-prompt": { code: "prompt_rejected", answer: () => problem(400, "bad_request", "prompt: is required") },
  "wrong-key": { code: "invalid_key", answer: () => problem(401, "unauthorized", "authorization: missing or invalid") },
  "wrong-key-with-message": {
    code: "invalid_key",
    answer: () => Response.json({ message: "Incorrect API key provided" }, { status: 401 }),
  },
  "no-credits": {
    code: "insufficient_credit",
    answer: () => problem(402, "payment_required", "You lack sufficient credits to make this request."),
  },
  flagged: {
    code: "moderated",
    answer: () => problem(403, "content_moderation", "Your request was flagged and denied. You were not charged."),
  },
  "too-large": {
    code: "image_rejected",
    answer: () => problem(413, "payload_too_large", "body: payloads cannot be larger than 10MiB in size"),
  },
  "not-english": {
    code: "language_not_supported",
    answer: () => problem(422, "invalid_language", "English is the only supported language for this service."),
  },
  "public-figure": {
    code: "moderated",
    answer: () => problem(422, "public_figure", "The likeness of a public figure was detected."),
  },
  "too-many-requests": {
    code: "provider_rate_limited",
    answer: tooManyRequests,
  },
  "internal-error": {
    code: "overloaded",
    answer: () => problem(500, "internal_error", "An unexpected server error has occurred."),
  },
  // Neither the picture nor the name of a job.
  "empty-answer": { code: "bad_response", answer: () => Response.json({}) },
  // 200, and a blurred picture: seen to where the picture is handed out.
  filtered: { code: "content_filtered" },
  "not-a-picture": { code: "bad_response" },
};
