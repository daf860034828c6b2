import { execFile } from "node:child_process";
import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { StartError } from "../start-error.ts";

/** How to run a Postgres program: it refuses to run as root, so root runs it as another account. */
export interface PostgresAccount {
  /** Who must own the database's folder; null when it is simply the user who started Repaint. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
  command(program: string, args: readonly string[]): PostgresCommand;
}

export interface PostgresCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/** A clean one: PG… variables of the person who started us would change what Postgres does. */
export const POSTGRES_ENVIRONMENT: NodeJS.ProcessEnv = {
  PATH: process.env.PATH ?? "/usr/bin:/bin",
  TZ: "UTC",
  LC_ALL: "C",
  NODE_ENV: process.env.NODE_ENV,
};

/**
 * Chooses the account: an ordinary user's own; as root, the owner of the existing database, else `postgres` if the
 * machine has it, else `nobody`. No account is ever created.
 *
 * @param places folders the account must be able to enter. Where root keeps them private (a clone in /root, or under
 *   `mktemp -d`), the program also gets the one capability to pass through closed folders and read (CAP_DAC_READ_SEARCH),
 *   because opening root's folders to everybody is not ours to do.
 */
export async function choosePostgresAccount(database: string, places: readonly string[]): Promise<PostgresAccount> {
  if (process.getuid?.() !== 0) return { owner: null, command: (file, args) => ({ file, args }) };
  const owner = (await ownerOf(database)) ?? (await accountNamed("postgres")) ?? (await accountNamed("nobody"));
  if (!owner) {
    throw new StartError(
      `PostgreSQL does not run as root and this machine has no account "postgres" or "nobody" to run it as. Start Repaint as an ordinary user.`,
    );
  }
  const { uid, gid } = owner;
  const reachable = await Promise.all(places.map((place) => canEnter(place, uid, gid)));
  if (reachable.every(Boolean)) return { owner, command: (file, args) => ({ file, args, uid, gid }) };

  const passing = await findPassage(uid, gid);
  if (!passing) {
    const closed = places[reachable.indexOf(false)];
    throw new StartError(
      `PostgreSQL does not run as root, and the account it runs as (user id ${uid}) cannot enter ${closed}. Move Repaint to a folder others may enter, such as /opt or /srv, or start it as an ordinary user.`,
    );
  }
  return { owner, command: (file, args) => ({ file: "setpriv", args: [...passing, file, ...args] }) };
}

/** Arguments with which `setpriv` changes the account but keeps the right to pass closed folders; null where it cannot. */
async function findPassage(uid: number, gid: number): Promise<readonly string[] | null> {
  // A container usually has only the second, which also lets its holder write.
  for (const capability of ["dac_read_search", "dac_override"]) {
    const args = [
      ...["--reuid", `${uid}`, "--regid", `${gid}`, "--clear-groups"],
      ...["--inh-caps", `+${capability}`, "--ambient-caps", `+${capability}`],
      // access(2), by which initdb looks for its neighbours, leaves capabilities aside without this.
      ...["--securebits", "+no_setuid_fixup"],
    ];
    const works = await promisify(execFile)("setpriv", [...args, "true"]).then(
      () => true,
      () => false,
    );
    if (works) return args;
  }
  return null;
}

async function ownerOf(database: string): Promise<{ uid: number; gid: number } | null> {
  const found = await stat(database).catch(() => null);
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : null;
}

async function accountNamed(name: string): Promise<{ uid: number; gid: number } | null> {
  const run = promisify(execFile);
  try {
    const [uid, gid] = await Promise.all(
      ["-u", "-g"].map(async (flag) => Number((await run("id", [flag, name])).stdout)),
    );
    return uid && gid && uid > 0 && gid > 0 ? { uid, gid } : null;
  } catch {
    return null;
  }
}

async function canEnter(place: string, uid: number, gid: number): Promise<boolean> {
  for (let folder = await realpath(place); ; folder = path.dirname(folder)) {
    const { mode, uid: owner, gid: group } = await stat(folder);
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === path.dirname(folder)) return true;
  }
}
