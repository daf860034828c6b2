import "server-only";
import { availableByKey } from "../availability.ts";
import { entryOf } from "../declare.ts";
import { downloadResult } from "../http/download.ts";
import type { Provider } from "../provider.ts";
import { connectionTo, type ProviderSettings } from "../settings.ts";
import { LISTED } from "./models.ts";
import { cancel, submit, waitForResult } from "./prediction.ts";

/**
 * Replicate, which runs other people's models: each has fields and a mask polarity of its own, so only those whose
 * both are known are listed (`LISTED`). A call is a prediction, polled by its id, and stopped when the person cancels;
 * inputs and results are deleted after an hour.
 *
 * Not confirmed: how large a picture `flux-fill-pro` takes (cautious here), the prices on Replicate (that of `pro` is
 * taken from the same engine elsewhere, `dev` is sold for the same and its cost not claimed to be known), and the words
 * of a failed prediction, which are only searched for a refusal.
 */
export function createReplicateProvider({ env }: ProviderSettings): Provider {
  const connection = connectionTo("REPLICATE", env, "https://api.replicate.com/v1");
  return {
    id: "replicate",
    name: "Replicate",
    models: LISTED.map(({ model }) => model),
    // The rate is documented. How many may run at a time is not.
    limits: { maxConcurrent: 8, maxStartsPerMinute: 600 },
    availability: () => availableByKey("REPLICATE", connection, "replicate.com"),
    edit: async (call) => {
      const { source, input, usd } = entryOf(LISTED, call.model);
      const id = call.jobId ?? (await submit(source, input(call), call, connection));
      try {
        if (call.jobId === null) await call.onJobId(id);
        const address = await waitForResult(id, call.signal, connection);
        const bytes = await downloadResult(address, { baseUrl: connection.baseUrl, signal: call.signal });
        return {
          image: { bytes, format: "encoded" },
          warnings: [],
          requestId: id,
          costMicroUsd: usd === null ? null : Math.round(usd * 1_000_000),
        };
      } catch (error) {
        await cancel(id, call.signal, connection);
        throw error;
      }
    },
  };
}
