import { configureProviders } from "#lib/providers/registry.ts";
import { env } from "#lib/server/env.ts";
import { startWorker } from "#lib/server/start-worker.ts";
import { createEchoProvider } from "#tests/sandbox/echo-provider.ts";

/** A worker whose model takes no time. Asked anything, it answers its peak memory in megabytes. */
configureProviders({ env: env(), engine: null }, [createEchoProvider]);
await startWorker();
process.on("message", () => process.send?.(process.resourceUsage().maxRSS / 1024));
process.on("disconnect", () => process.exit());
process.send?.("ready");
