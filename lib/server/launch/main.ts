import "server-only";
import { fileURLToPath } from "node:url";
import { StartError } from "#supabase/embedded/start-error.ts";
import { MigrationHistoryError } from "#supabase/migration-files.ts";
import { EnvironmentError, parseLaunchEnvironment } from "../env.ts";
import { loadEnvFiles } from "../env-files.ts";
import { launch } from "./launch.ts";
import { say } from "./say.ts";

/**
 * `npm start` and, with `--dev`, `npm run dev`: runs everything until Ctrl-C, SIGTERM or SIGHUP. With `--sandbox`
 * stand-ins take the place of all providers.
 */
const root = fileURLToPath(new URL("../../..", import.meta.url));
/** npm passes a Ctrl-C on that the terminal has sent us already; only a later one is a second one. */
const SECOND_SIGNAL_MILLIS = 1_000;

process.chdir(root);
const stopping = new AbortController();
let stoppedAt = 0;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (!stopping.signal.aborted) {
      stoppedAt = Date.now();
      say.stopping();
      stopping.abort();
    } else if (Date.now() - stoppedAt > SECOND_SIGNAL_MILLIS) {
      // The children see their channel close and end by themselves.
      process.exit(130);
    }
  });
}

try {
  loadEnvFiles(root);
  const environment = parseLaunchEnvironment(process.env);
  await launch({
    root,
    environment,
    isDevelopment: process.argv.includes("--dev"),
    isSandboxed: process.argv.includes("--sandbox"),
    stop: stopping.signal,
  });
  process.exit(0);
} catch (error) {
  const isExpected = [StartError, EnvironmentError, MigrationHistoryError].some((kind) => error instanceof kind);
  say.failed(isExpected ? (error as Error).message : error);
  process.exit(1);
}
