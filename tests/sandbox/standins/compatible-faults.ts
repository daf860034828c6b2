import type { StandinFault } from "../kit/standin.ts";
import { SERVERS, type ServerKind } from "./compatible-servers.ts";
import { failure, MODERATED } from "./openai-faults.ts";

/** How this kind of server fails, each in its own words. Those without an answer are in what it answers. */
export function faultsOf(kind: ServerKind): Readonly<Record<string, StandinFault>> {
  const { refuse, answersWithUrl } = SERVERS[kind];
  return {
    "server-error": { code: "overloaded", answer: () => refuse(500, "generation failed") },
    "bad-picture": { code: "image_rejected", answer: () => refuse(400, "cannot decode image") },
    "bad-mask": { code: "mask_rejected", answer: () => refuse(400, "mask and image differ in size") },
    "unknown-field": { code: "bad_response", answer: () => refuse(422, "extra fields not permitted") },
    "no-such-model": { code: "model_retired", answer: () => refuse(404, "model not loaded") },
    "proxy-in-front": { code: "overloaded", answer: () => new Response("<html>502</html>", { status: 502 }) },
    "wrong-key": { code: "invalid_key", answer: () => refuse(401, "wrong key") },
    "no-picture": { code: "bad_response" },
    "not-a-picture": { code: "bad_response" },
    ...(answersWithUrl && { "result-gone": { code: "bad_response" }, "result-elsewhere": { code: "bad_response" } }),
    ...(kind === "openai" && OPENAI_ONLY),
  };
}

/** A gateway to OpenAI hands these through. */
const OPENAI_ONLY: Readonly<Record<string, StandinFault>> = {
  moderated: { code: "moderated", answer: () => failure(400, MODERATED) },
  "no-quota": {
    code: "insufficient_credit",
    answer: () => failure(429, { message: "You exceeded your current quota.", code: "insufficient_quota" }),
  },
  "rate-limit": {
    code: "provider_rate_limited",
    answer: () =>
      failure(429, { message: "Rate limit reached.", code: "rate_limit_exceeded" }, { "retry-after": "120" }),
  },
};
