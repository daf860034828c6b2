import "server-only";
import { MEGAPIXEL } from "#lib/domain/pricing.ts";
import { availableByKey } from "../availability.ts";
import { entryOf } from "../declare.ts";
import { downloadResult } from "../http/download.ts";
import type { Provider, ProviderCall, ProviderResult } from "../provider.ts";
import { connectionTo, type ProviderSettings } from "../settings.ts";
import { type Job, submit, waitForResult } from "./job.ts";
import { ENGINES } from "./models.ts";
import { bodyOf } from "./request.ts";

/**
 * Black Forest Labs. Every call is a job: it is submitted, polled at the address the answer names, and its result
 * downloaded. A job cannot be cancelled. Fill and Erase take a mask of the picture's size in which white is repainted;
 * Expand takes pixels to add on each side; Kontext and FLUX.2 take an instruction and see no mask at all.
 *
 * Not confirmed: limits on bytes, sides and description (all cautious here), the prices of Erase and Expand and of
 * FLUX.2 [max] and [flex]. Each reference costs the operator a little more than the price tells.
 */
export function createBflProvider({ env }: ProviderSettings): Provider {
  const connection = connectionTo("BFL", env, "https://api.bfl.ai");
  return {
    id: "bfl",
    name: "Black Forest Labs",
    models: ENGINES.map(({ model }) => model),
    availability: () => availableByKey("BFL", connection, "api.bfl.ai"),
    edit: async (call) => {
      const url = connection.baseUrl + entryOf(ENGINES, call.model).path;
      const job = call.jobId === null ? await submit(url, bodyOf(call), call, connection) : resumed(call.jobId);
      const sample = await waitForResult(job.pollingUrl, call, connection);
      const bytes = await downloadResult(sample, { baseUrl: connection.baseUrl, signal: call.signal });
      return resultOf(bytes, job, call);
    },
  };
}

const resumed = (jobId: string): Job => ({ pollingUrl: jobId, usage: {} });

const CREDITS_PER_USD = 100;

function resultOf(bytes: Uint8Array, { pollingUrl, usage }: Job, call: ProviderCall): ProviderResult {
  const megapixels = Math.ceil((call.width * call.height) / MEGAPIXEL);
  const credits = usage.credits ?? megapixels * entryOf(ENGINES, call.model).usdPerMegapixel * CREDITS_PER_USD;
  return {
    image: { bytes, format: "encoded" },
    warnings: [],
    requestId: new URL(pollingUrl).searchParams.get("id"),
    usage,
    costMicroUsd: Math.round((credits / CREDITS_PER_USD) * 1_000_000),
  };
}
