import "server-only";
import { availableByKey } from "../availability.ts";
import { entryOf } from "../declare.ts";
import { downloadResult } from "../http/download.ts";
import type { Provider, ProviderCall } from "../provider.ts";
import { connectionTo, type ProviderSettings } from "../settings.ts";
import { ENGINES } from "./models.ts";
import { cancel, type Job, jobIdOf, PUBLIC_URL, readJobId, requestIdOf, submit, waitForEnd } from "./queue.ts";
import { pictureIn, readResult } from "./result.ts";

/**
 * fal.ai, through its queue: a call is submitted, looked at and read under the addresses the answer names, and
 * withdrawn there when the person cancels. Pictures travel as data URIs; white in a mask is repainted.
 *
 * Not confirmed: limits on bytes, sides and description (all cautious here). The GPT Image endpoints are left out: which
 * side of their mask is edited, its own pages do not say.
 */
export function createFalProvider({ env }: ProviderSettings): Provider {
  const connection = connectionTo("FAL", env, PUBLIC_URL);

  async function finish(job: Job, call: ProviderCall) {
    await waitForEnd(job, call.signal, connection);
    const result = await readResult(job.response, call.signal, connection);
    const bytes = await downloadResult(pictureIn(result), { baseUrl: connection.baseUrl, signal: call.signal });
    return { bytes, seed: result.seed };
  }

  return {
    id: "fal",
    name: "fal.ai",
    models: ENGINES.map(({ model }) => model),
    availability: () => availableByKey("FAL", connection, "fal.ai"),
    edit: async (call) => {
      const engine = entryOf(ENGINES, call.model);
      const resumed = call.jobId === null ? null : readJobId(call.jobId, connection);
      const job = resumed ?? (await submit(engine.path, engine.input(call), call, connection));
      try {
        if (!resumed) await call.onJobId(jobIdOf(job));
        const { bytes, seed } = await finish(job, call);
        return {
          image: { bytes, format: "encoded" },
          warnings: [],
          requestId: requestIdOf(job),
          ...(typeof seed === "number" && { usage: { seed } }),
          costMicroUsd: Math.round(engine.usd(call) * 1_000_000),
        };
      } catch (error) {
        await cancel(job, call.signal, connection);
        throw error;
      }
    },
  };
}
