import "server-only";
import { availableByKey } from "../availability.ts";
import { entryOf } from "../declare.ts";
import { downloadResult } from "../http/download.ts";
import type { Provider, ProviderCall, ProviderResult } from "../provider.ts";
import { type Connection, connectionTo, type ProviderSettings } from "../settings.ts";
import type { Endpoint } from "./endpoint.ts";
import { collect, submit } from "./generation.ts";
import { INPAINT, PRECISE_EDIT, REMOVE_OBJECT } from "./masked.ts";
import { formOf } from "./request.ts";
import { REMIX, REMOVE_BACKGROUND, REPLACE_BACKGROUND, UPSCALE } from "./whole.ts";

/**
 * Ideogram: multipart calls below `https://api.ideogram.ai/v2` with the key in `Api-Key`. Precise Edit and Inpaint read
 * masks the other way round than most: **black is edited, white is kept**; Remove Object does not. Everything runs as a
 * job, so that a crash does not pay for it twice. Results are addresses that expire.
 *
 * Not confirmed, and therefore cautious: how large and how narrow a picture may be, how long a prompt, and what a
 * failed generation says of its reason. A mask that covers the whole picture is refused by Precise Edit, which needs
 * both colours in it. No way to cancel a job is documented.
 *
 * Not offered: Reframe, which puts the picture into the middle of one of its own sizes and so cannot be told how far to
 * extend each side.
 */
export function createIdeogramProvider({ env }: ProviderSettings): Provider {
  const connection = connectionTo("IDEOGRAM", env, "https://api.ideogram.ai");
  return {
    id: "ideogram",
    name: "Ideogram",
    models: ENDPOINTS.map(({ model }) => model),
    // What an account may have in flight, unless it has agreed on more.
    limits: { maxConcurrent: 10 },
    availability: () => availableByKey("IDEOGRAM", connection, "Ideogram"),
    edit: (call) => edit(call, connection),
  };
}

/** In the order of the model picker. */
const ENDPOINTS: readonly Endpoint[] = [
  PRECISE_EDIT,
  INPAINT,
  REMOVE_OBJECT,
  REMIX,
  REPLACE_BACKGROUND,
  REMOVE_BACKGROUND,
  UPSCALE,
];

async function edit(call: ProviderCall, connection: Connection): Promise<ProviderResult> {
  const endpoint = entryOf(ENDPOINTS, call.model);
  const fields = endpoint.fields(call);
  const generation =
    call.jobId === null
      ? await submit(endpoint.path, formOf(call, fields), call, connection)
      : await collect(call.jobId, call, connection);
  const bytes = await downloadResult(generation.url, { baseUrl: connection.baseUrl, signal: call.signal });
  return {
    image: { bytes, format: "encoded" },
    warnings: fields.warnings ?? [],
    requestId: generation.id,
    costMicroUsd: generation.costMicroUsd ?? Math.round(endpoint.usd(call) * 1_000_000),
  };
}
