import "server-only";
import { RepaintError } from "#lib/domain/error.ts";
import { availableByKey } from "../availability.ts";
import { entryOf } from "../declare.ts";
import { decodeBase64, downloadResult } from "../http/download.ts";
import { type Answer, send } from "../http/send.ts";
import type { Provider, ProviderCall, ProviderResult } from "../provider.ts";
import { type Connection, connectionTo, type ProviderSettings } from "../settings.ts";
import { toError } from "./errors.ts";
import { ENDPOINTS, type Endpoint } from "./models.ts";
import { formOf } from "./request.ts";

/**
 * Recraft: one synchronous multipart call per edit below `https://external.api.recraft.ai/v1/images`, answered in one of
 * two shapes with the picture as base64, or with an address that lives about a day.
 *
 * Not confirmed, and therefore coded defensively: every error but 401 and 404 (see `errors.ts`), rate limits, what a
 * mask that is not strictly black and white does, and how much the upscalers enlarge (the pipeline brings their result
 * to the size that was asked). Not offered: vector results, and `controls` and `text_layout`, whose form encoding is
 * not documented.
 */
export function createRecraftProvider({ env }: ProviderSettings): Provider {
  const connection = connectionTo("RECRAFT", env, "https://external.api.recraft.ai/v1");
  return {
    id: "recraft",
    name: "Recraft",
    models: ENDPOINTS.map(({ model }) => model),
    availability: () => availableByKey("RECRAFT", connection, "Recraft"),
    edit: (call) => edit(call, entryOf(ENDPOINTS, call.model), connection),
  };
}

async function edit(call: ProviderCall, endpoint: Endpoint, { baseUrl, key }: Connection): Promise<ProviderResult> {
  const { form, warnings } = formOf(call, endpoint);
  const answer = await send(
    `${baseUrl}/images/${endpoint.path}`,
    { method: "POST", headers: { authorization: `Bearer ${key}` }, body: form },
    { signal: call.signal, toError },
  );
  const { picture, credits } = read(answer);
  const bytes =
    "base64" in picture
      ? decodeBase64(picture.base64)
      : await downloadResult(picture.url, { baseUrl, signal: call.signal });
  return {
    image: { bytes, format: "encoded" },
    warnings,
    requestId: null,
    ...(credits !== null && { usage: { credits } }),
    // A thousand API units cost a dollar.
    costMicroUsd: credits === null ? Math.round(endpoint.usd * 1_000_000) : credits * 1_000,
  };
}

interface Read {
  readonly picture: { readonly base64: string } | { readonly url: string };
  /** API units spent; null where the answer does not say. */
  readonly credits: number | null;
}

/** Generations come in a list (`data`), tools that compute one picture answer with `image`. */
function read(answer: Answer): Read {
  const body = (answer.json() ?? {}) as Record<string, unknown>;
  const found = ((Array.isArray(body.data) ? body.data[0] : body.image) ?? {}) as Record<string, unknown>;
  const credits = typeof body.credits === "number" ? body.credits : null;
  if (typeof found.b64_json === "string" && found.b64_json) return { picture: { base64: found.b64_json }, credits };
  if (typeof found.url === "string" && found.url) return { picture: { url: found.url }, credits };
  throw new RepaintError("bad_response", { detail: "Recraft answered without a picture" });
}
