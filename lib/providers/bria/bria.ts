import "server-only";
import { availableByKey } from "../availability.ts";
import { entryOf } from "../declare.ts";
import { downloadResult } from "../http/download.ts";
import type { Provider } from "../provider.ts";
import { connectionTo, type ProviderSettings } from "../settings.ts";
import { PUBLIC_URL, submit, waitForResult } from "./job.ts";
import { ENGINES } from "./models.ts";

/**
 * Bria, version 2 of its API. Every call is a job: it is submitted, its status address polled, and its result
 * downloaded. A job cannot be cancelled. Masks are the picture's size and white is repainted.
 *
 * Not confirmed: limits on bytes, sides and descriptions (all cautious here), the prices, the shape of a refused
 * submission, and which shapes FIBO answers in.
 */
export function createBriaProvider({ env }: ProviderSettings): Provider {
  const connection = connectionTo("BRIA", env, PUBLIC_URL);
  return {
    id: "bria",
    name: "Bria",
    models: ENGINES.map(({ model }) => model),
    availability: () => availableByKey("BRIA", connection, "platform.bria.ai"),
    edit: async (call) => {
      const { path, body, usd } = entryOf(ENGINES, call.model);
      const statusUrl = call.jobId ?? (await submit(connection.baseUrl + path, body(call), call, connection));
      const address = await waitForResult(statusUrl, call.signal, connection);
      const bytes = await downloadResult(address, { baseUrl: connection.baseUrl, signal: call.signal });
      return {
        image: { bytes, format: "encoded" },
        warnings: [],
        requestId: statusUrl.slice(statusUrl.lastIndexOf("/") + 1),
        costMicroUsd: Math.round(usd * 1_000_000),
      };
    },
  };
}
