import { readFile } from "node:fs/promises";
import path from "node:path";
import { type DataDirectory, openDataDirectory } from "./data-directory.ts";
import { freePort } from "./free-port.ts";
import { hasCluster } from "./postgres/cluster.ts";
import { startPostgres } from "./postgres.ts";
import { isPostgresOf } from "./process/identity.ts";
import { loadSecrets } from "./secrets.ts";
import { StartError } from "./start-error.ts";

const STOP_MILLIS = 30_000;

/**
 * Does some work in the embedded database of a data folder, for commands beside the server. Where the server runs its
 * database is used, otherwise it is started for as long as the work takes.
 *
 * @param work gets the address of the database, as its superuser.
 * @throws StartError where nothing was ever started in this folder, or it cannot be now.
 */
export async function withEmbeddedDatabase<Result>(
  dataDir: string,
  work: (databaseUrl: string) => Promise<Result>,
): Promise<Result> {
  const root = path.resolve(dataDir);
  const cluster = path.join(root, "postgres");
  if (!(await hasCluster(cluster))) {
    throw new StartError(
      `There is no database in ${root} yet. Start Repaint once with "npm start" and open an account, then try again.`,
    );
  }
  const { databasePassword } = await loadSecrets(path.join(root, "secrets.json"), true);
  const urlAt = (port: number) => `postgresql://postgres:${databasePassword}@127.0.0.1:${port}/postgres`;
  const running = await portOfRunning(cluster);
  if (running !== null) return work(urlAt(running));

  const directory = await openDataDirectory(dataDir);
  try {
    return await withStarted(directory, databasePassword, (port) => work(urlAt(port)));
  } finally {
    await directory.release();
  }
}

/** Where the server of this folder takes connections; null where none does. */
async function portOfRunning(cluster: string): Promise<number | null> {
  // Postgres' own file: its first line is the process, the fourth the port, the eighth the state.
  const lines = (await readFile(path.join(cluster, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  const isReady = lines[7]?.trim() === "ready" && Number.isInteger(port) && pid > 1;
  return isReady && (await isPostgresOf(pid, cluster)) ? port : null;
}

async function withStarted<Result>(
  { postgres, logs }: DataDirectory,
  password: string,
  work: (port: number) => Promise<Result>,
): Promise<Result> {
  const port = await freePort();
  const server = await startPostgres({ directory: postgres, port, password, logFile: path.join(logs, "postgres.log") });
  try {
    return await work(port);
  } finally {
    await server.stop(STOP_MILLIS);
  }
}
