/**
 * Runs Postgres as its child, so that Postgres ends when Repaint is killed outright: a Postgres server does not watch its
 * parent, but this process sees the channel to the launcher close, and then asks for a fast shutdown.
 * Run by `postgres.ts` with the command to run as its one argument.
 */
import { spawn } from "node:child_process";
import { POSTGRES_ENVIRONMENT, type PostgresCommand } from "./account.ts";

const { file, args, uid, gid } = JSON.parse(process.argv[2] ?? "") as PostgresCommand;

/** How long a fast shutdown may take before we ask for an immediate one, which only costs a recovery at the next start. */
const SHUTDOWN_MILLIS = 20_000;

const server = spawn(file, args, {
  stdio: ["ignore", "inherit", "inherit"],
  env: POSTGRES_ENVIRONMENT,
  ...(uid !== undefined && { uid }),
  ...(gid !== undefined && { gid }),
});
server.once("spawn", () => process.send?.({ pid: server.pid }));
server.once("error", (error) => {
  console.error(String(error));
  process.exit(1);
});
server.once("exit", (code, signal) => {
  if (process.connected) process.disconnect();
  process.exit(signal ? 1 : (code ?? 1));
});

process.once("disconnect", shutDown);
process.once("SIGINT", shutDown);
process.once("SIGTERM", shutDown);

function shutDown(): void {
  server.kill("SIGINT");
  setTimeout(() => server.kill("SIGQUIT"), SHUTDOWN_MILLIS).unref();
}
