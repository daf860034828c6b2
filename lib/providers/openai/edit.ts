import "server-only";
import OpenAI from "openai";
import type { ImageEditCompletedEvent, ImageEditStreamEvent } from "openai/resources/images";
import { RepaintError } from "#lib/domain/error.ts";
import { ERRORS } from "#lib/domain/error-code.ts";
import type { Warning } from "#lib/domain/notice.ts";
import { decodeBase64 } from "../http/download.ts";
import { retry, type Tried } from "../http/retry.ts";
import type { ProviderCall, ProviderResult } from "../provider.ts";
import type { Connection } from "../settings.ts";
import { isRefusedBeforeWork, toRepaintError } from "./errors.ts";
import { toParams } from "./request.ts";
import { costOf, usageOf } from "./usage.ts";

/**
 * One streamed edit. Sent again, up to three times and as long as the service asks, only where it refused before it
 * began: what broke off later may have been billed.
 *
 * @throws RepaintError what the service's error means, `network`, `bad_response`; the signal's reason.
 */
export async function editPicture(call: ProviderCall, connection: Connection): Promise<ProviderResult> {
  const client = connect(connection);
  return await retry(() => tryEdit(client, call), call.signal);
}

async function tryEdit(client: OpenAI, call: ProviderCall): Promise<Tried<ProviderResult>> {
  try {
    return { result: await editOnce(client, call) };
  } catch (thrown) {
    // The SDK ends an aborted stream in silence, and an aborted request with an error of its own.
    call.signal.throwIfAborted();
    const error = toRepaintError(thrown);
    return { error, isRepeatable: isRefusedBeforeWork(thrown) && ERRORS[error.code].retry };
  }
}

/** Nothing is taken from the SDK's own variables: the operator's settings are those of this app. */
function connect({ baseUrl, key }: Connection): OpenAI {
  return new OpenAI({
    apiKey: key,
    baseURL: baseUrl,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    // As long as a timer can: the pipeline's signal decides.
    timeout: 2 ** 31 - 1,
    logLevel: "off",
    // A redirect could carry the key to another host. The API redirects no call.
    fetch: (url, init) => fetch(url, { ...init, redirect: "manual" }),
  });
}

async function editOnce(client: OpenAI, call: ProviderCall): Promise<ProviderResult> {
  const request = client.images.edit(toParams(call), { signal: call.signal });
  const { data: events, request_id: requestId } = await request.withResponse();
  const { b64_json: picture, usage } = await completionOf(events, call.onPreview);
  return {
    image: { bytes: decodeBase64(picture), format: "encoded" },
    warnings: call.operation === "remove-background" && call.options.background ? [ALWAYS_TRANSPARENT] : [],
    requestId,
    usage: usageOf(usage),
    costMicroUsd: costOf(usage, call.model.id),
  };
}

/** That is what removing it means here. */
const ALWAYS_TRANSPARENT: Warning = { code: "background_is_transparent", values: {} };

async function completionOf(
  events: AsyncIterable<ImageEditStreamEvent>,
  onPreview: ProviderCall["onPreview"],
): Promise<ImageEditCompletedEvent> {
  for await (const event of events) {
    if (event.type === "image_edit.completed" && typeof event.b64_json === "string") return event;
    // A broken preview is no reason to lose the picture that is being paid for.
    if (event.type === "image_edit.partial_image" && event.b64_json) onPreview(Buffer.from(event.b64_json, "base64"));
  }
  throw new RepaintError("bad_response", { detail: "the stream ended before the picture was complete" });
}
