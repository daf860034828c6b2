import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { choosePostgresAccount } from "./postgres/account.ts";
import { ensureCluster } from "./postgres/cluster.ts";
import { findPostgresPrograms } from "./postgres/programs.ts";
import { type Child, startChild } from "./process/child.ts";
import { isPostgresOf, waitForEnd } from "./process/identity.ts";
import { diskFull, isDiskFull, StartError } from "./start-error.ts";

const GUARD = fileURLToPath(new URL("postgres/guard.ts", import.meta.url));
/** Recovery after a crash can take a while on a slow disk. */
const READY_MILLIS = 60_000;
const SHUTDOWN_MILLIS = 30_000;
/** How long the remains of a killed server may hold the database's shared memory. */
const REMAINS_MILLIS = 15_000;
const IMPOSSIBLE_PID = "2147483646";

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "160",
  shared_buffers: "64MB",
  // One machine, no replica and no archive: less to write for the same durability.
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "512MB",
  io_method: "sync",
  jit: "off",
  log_timezone: "UTC",
  timezone: "UTC",
  log_min_messages: "warning",
  log_line_prefix: "%m [%p] ",
} as const;

export interface PostgresOptions {
  /** The database's folder; made on the first start. */
  readonly directory: string;
  readonly port: number;
  /** Of the superuser `postgres`. */
  readonly password: string;
  readonly logFile: string;
}

/**
 * Starts PostgreSQL on 127.0.0.1 and resolves when it takes connections. A server that a killed launcher left behind on
 * the same folder is shut down first.
 * @throws StartError for everything the person who started Repaint can put right.
 */
export async function startPostgres({ directory, port, password, logFile }: PostgresOptions): Promise<Child> {
  const programs = await findPostgresPrograms();
  const account = await choosePostgresAccount(directory, [programs.home, path.dirname(directory)]);
  await ensureCluster(directory, programs, account, password);
  await stopLeftover(directory);

  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const command = account.command(programs.postgres, ["-D", directory, "-p", String(port), ...settings]);
  const deadline = Date.now() + REMAINS_MILLIS;
  for (;;) {
    const guard = startChild({ name: "PostgreSQL", args: [GUARD, JSON.stringify(command)], env: process.env, logFile });
    const failure = await readiness(guard, directory);
    if (failure === null) return guard;
    if (!failure.includes("shared memory block") || Date.now() > deadline) throw explain(failure, directory, logFile);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Null when the server takes connections, else what it logged before it ended. */
async function readiness(guard: Child, directory: string): Promise<string | null> {
  const server = { pid: 0 };
  guard.onMessage((message) => {
    server.pid = (message as { pid: number }).pid;
  });
  let ended = false;
  void guard.exited.then(() => {
    ended = true;
  });
  for (const deadline = Date.now() + READY_MILLIS; !ended; ) {
    // The server's own word: the first line of this file is its process, the eighth its state.
    const lines = (await readFile(path.join(directory, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
    if (server.pid > 0 && Number(lines[0]) === server.pid && lines[7]?.trim() === "ready") return null;
    if (Date.now() > deadline) {
      await guard.stop(SHUTDOWN_MILLIS);
      return "PostgreSQL did not become ready in time";
    }
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return guard.logTail();
}

async function stopLeftover(directory: string): Promise<void> {
  const pidFile = path.join(directory, "postmaster.pid");
  const file = await readFile(pidFile, "utf8").catch(() => "");
  const pid = Number(file.split("\n")[0]);
  if (!Number.isInteger(pid) || pid <= 1) return;
  if (!(await isPostgresOf(pid, directory))) {
    // Left by a server that was killed. Postgres judges by the number alone, which may belong to another process by now,
    // so we put one that cannot exist; the rest stays, because Postgres finds surviving memory of the old server by it.
    await writeFile(pidFile, file.replace(/^\d+/, IMPOSSIBLE_PID));
    return;
  }
  process.kill(pid, "SIGINT");
  if (await waitForEnd(pid, SHUTDOWN_MILLIS)) return;
  process.kill(pid, "SIGQUIT");
  if (!(await waitForEnd(pid, SHUTDOWN_MILLIS))) {
    throw new StartError(
      `A PostgreSQL server (process ${pid}) still uses ${directory} and does not stop. End it, and start again.`,
    );
  }
}

function explain(log: string, directory: string, logFile: string): StartError {
  if (isDiskFull(log)) return diskFull(directory);
  const reason =
    log.split("\n").findLast((line) => /FATAL|PANIC|ERROR|error while loading/.test(line)) ??
    log.trim().split("\n").at(-1) ??
    "";
  return new StartError(
    `PostgreSQL did not start: ${reason.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, "")} (more in ${logFile}).`,
  );
}
