import "server-only";
import { downloadResult } from "../http/download.ts";
import type { Provider, ProviderCall, ProviderResult } from "../provider.ts";
import { type Connection, connectionTo, type ProviderSettings } from "../settings.ts";
import { collect, submit } from "./generation.ts";
import { listPriceMicroUsd, MODELS, PRECISE_EDIT } from "./models.ts";
import { formOf } from "./request.ts";

/**
 * Ideogram: multipart calls below `https://api.ideogram.ai` with the key in `Api-Key`. Both models read masks the other
 * way round than most: **black is edited, white is kept**. Precise Edit is asked to run as a job, so that a crash does
 * not pay for it twice; Inpaint answers at once. Results are addresses that expire.
 *
 * Not confirmed, and therefore cautious: how large and how narrow a picture may be, how long a prompt, and what a
 * failed generation says of its reason. A mask that covers the whole picture is refused by Precise Edit, which needs
 * both colours in it. No way to cancel a job is documented.
 *
 * Not offered, because their routes or fields are not confirmed: Remove Objects (whose mask is white where it edits),
 * replace and remove background, reframe, remix and upscale.
 */
export function createIdeogramProvider({ env }: ProviderSettings): Provider {
  const connection = connectionTo("IDEOGRAM", env, "https://api.ideogram.ai");
  return {
    id: "ideogram",
    name: "Ideogram",
    models: MODELS,
    // Its users report about ten requests in flight; Ideogram itself publishes no figure.
    limits: { maxConcurrent: 10 },
    availability: () =>
      connection.key
        ? { available: true }
        : { available: false, reason: "Set IDEOGRAM_API_KEY to an API key of your Ideogram account." },
    edit: (call) => edit(call, connection),
  };
}

async function edit(call: ProviderCall, connection: Connection): Promise<ProviderResult> {
  const { form, warnings } = formOf(call);
  const path = call.model.id === PRECISE_EDIT.id ? "/v2/image/precise-edit/ideogram-4-5" : "/v1/ideogram-v3/inpaint";
  const generation =
    call.jobId === null ? await submit(path, form, call, connection) : await collect(call.jobId, call, connection);
  const bytes = await downloadResult(generation.url, { baseUrl: connection.baseUrl, signal: call.signal });
  return {
    image: { bytes, format: "encoded" },
    warnings,
    requestId: generation.id,
    costMicroUsd: generation.costMicroUsd ?? listPriceMicroUsd(call),
  };
}
