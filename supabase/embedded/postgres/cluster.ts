import { execFile } from "node:child_process";
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { diskFull, isDiskFull, StartError } from "../start-error.ts";
import { POSTGRES_ENVIRONMENT, type PostgresAccount } from "./account.ts";
import type { PostgresPrograms } from "./programs.ts";

/** The PostgreSQL release whose data format the bundled programs read. */
const POSTGRES_MAJOR = "18";
/** Tries again for a second: the initdb of a launcher that was killed may still be writing. */
const REMOVE_ALL = { recursive: true, force: true, maxRetries: 5, retryDelay: 200 } as const;

/** True when a database is there; an empty folder counts as none. */
export async function hasCluster(directory: string): Promise<boolean> {
  return (await readdir(directory).catch(() => [])).length > 0;
}

/**
 * Makes the database's folder if it is not there, and checks it if it is.
 * A new one is made beside its place and moved there when it is complete, so a folder in place is never half-written by
 * us; one that is incomplete nevertheless may hold somebody's data, and is left alone.
 */
export async function ensureCluster(
  directory: string,
  programs: PostgresPrograms,
  account: PostgresAccount,
  password: string,
): Promise<void> {
  if (await hasCluster(directory)) return checkCluster(directory);
  const draft = `${directory}.incomplete`;
  const passwordFile = `${directory}.password`;
  await rm(draft, REMOVE_ALL);
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account.owner) {
      await chown(draft, account.owner.uid, account.owner.gid);
      await chown(passwordFile, account.owner.uid, account.owner.gid);
    }
    const { file, args, ...as } = account.command(programs.initdb, [
      `--pgdata=${draft}`,
      "--username=postgres",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // Built into PostgreSQL, so text sorts the same on every machine and after every system upgrade.
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--data-checksums",
    ]);
    await promisify(execFile)(file, [...args], {
      ...as,
      cwd: draft,
      env: POSTGRES_ENVIRONMENT,
    });
    await rm(directory, REMOVE_ALL);
    await rename(draft, directory);
  } catch (cause) {
    await rm(draft, REMOVE_ALL).catch(() => undefined);
    const said = `${(cause as { stderr?: string }).stderr ?? ""} ${cause}`;
    if (isDiskFull(said)) throw diskFull(directory);
    throw new StartError(`PostgreSQL could not make its database in ${directory}: ${reasonIn(said)}`, { cause });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function checkCluster(directory: string): Promise<void> {
  const version = await readFile(path.join(directory, "PG_VERSION"), "utf8").catch(() => "");
  const complete = await readFile(path.join(directory, "global", "pg_control")).then(
    (control) => control.length > 0,
    () => false,
  );
  if (version.trim() === "" || !complete) {
    throw new StartError(
      `${directory} is not a complete database, perhaps because copying it was interrupted. Put a backup in its place, or move the folder away to start empty; Repaint does not delete it.`,
    );
  }
  if (version.trim() !== POSTGRES_MAJOR) {
    throw new StartError(
      `${directory} was made by PostgreSQL ${version.trim()}, and this Repaint brings PostgreSQL ${POSTGRES_MAJOR}. Dump it with the Repaint that made it, move the folder away, and load the dump.`,
    );
  }
}

/** The first line in which initdb says what went wrong. */
function reasonIn(output: string): string {
  const line = output
    .split("\n")
    .find((text) => /(error|fatal|could not)/i.test(text) && !text.includes("Command failed"));
  return (line ?? output.split("\n")[0] ?? "").replace(/^.*?(initdb|postgres): (error|fatal): /i, "").trim();
}
