import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { decodeBase64, downloadResult } from "../http/download.ts";
import type { Answer } from "../http/send.ts";
import { statusError } from "../http/status-error.ts";
import { errorCodeOf, moderationOf, type ServiceError } from "../openai/error-code.ts";
import type { ProviderResult } from "../provider.ts";

/**
 * The picture of an answer, from the answer itself or from the address it names.
 *
 * @throws RepaintError `bad_response` where it has neither; what `downloadResult` throws.
 */
export async function readResult(answer: Answer, baseUrl: string, signal: AbortSignal): Promise<ProviderResult> {
  const { b64_json: encoded, url } = firstPicture(answer.json());
  if (!encoded && !url) throw new RepaintError("bad_response", { detail: "no picture in the answer" });
  const bytes = encoded ? decodeBase64(encoded) : await downloadResult(url ?? "", { baseUrl, signal });
  return {
    image: { bytes, format: "encoded" },
    warnings: [],
    requestId: answer.headers.get("x-request-id"),
    // The server is the operator's own, or a gateway that does not tell.
    costMicroUsd: null,
  };
}

function firstPicture(body: unknown): { b64_json?: string; url?: string } {
  const { data } = (body ?? {}) as { data?: unknown };
  const { b64_json: encoded, url } = ((Array.isArray(data) ? data[0] : null) ?? {}) as Record<string, unknown>;
  return {
    ...(typeof encoded === "string" && { b64_json: encoded }),
    ...(typeof url === "string" && { url }),
  };
}

/** OpenAI's `{error: {…}}`, the plain `{error: "…"}` of stable-diffusion.cpp, or FastAPI's `{detail}`. */
export function toError(answer: Answer): RepaintError {
  const { error, detail } = (answer.json() ?? {}) as { error?: unknown; detail?: unknown };
  const told: ServiceError =
    typeof error === "object" && error !== null ? error : { message: typeof error === "string" ? error : detail };
  // FastAPI's word for a field it does not know: nothing the person could change.
  const code = errorCodeOf(answer.status, told) ?? (answer.status === 422 ? "bad_response" : null);
  return statusError(answer, code, code === "moderated" ? { moderation: moderationOf(told) } : {});
}
