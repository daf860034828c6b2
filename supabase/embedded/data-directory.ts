import { access, constants, mkdir, statfs } from "node:fs/promises";
import path from "node:path";
import { acquireLock } from "./process/lock.ts";
import { diskFull, isDiskFull, StartError } from "./start-error.ts";

/** What a fresh database needs for itself, with room to work. */
const LEAST_FREE_BYTES = 100 * 1024 * 1024;

/** Where the embedded stack keeps everything. One running copy per folder. */
export interface DataDirectory {
  readonly root: string;
  readonly postgres: string;
  readonly storage: string;
  readonly mailbox: string;
  readonly logs: string;
  readonly secrets: string;
  readonly release: () => Promise<void>;
}

/**
 * Makes the folder if it is not there, and takes its lock.
 * @throws StartError when it cannot be written, is full, or another copy uses it.
 */
export async function openDataDirectory(directory: string): Promise<DataDirectory> {
  const root = path.resolve(directory);
  try {
    // Others may pass through, not look: as root, Postgres runs as another account below this folder.
    await mkdir(root, { recursive: true, mode: 0o711 });
    await Promise.all(
      ["storage", "mailbox", "logs"].map((name) => mkdir(path.join(root, name), { recursive: true, mode: 0o700 })),
    );
    await access(root, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(root);
    if (bavail * bsize < LEAST_FREE_BYTES) throw diskFull(root);
  } catch (error) {
    if (error instanceof StartError) throw error;
    if (isDiskFull(error)) throw diskFull(root);
    throw new StartError(
      `Repaint cannot write to its data folder ${root} (${(error as NodeJS.ErrnoException).code}). Make it yours, or set REPAINT_DATA_DIR to another folder.`,
      { cause: error },
    );
  }
  const release = await acquireLock(path.join(root, "lock"), root);
  return {
    root,
    postgres: path.join(root, "postgres"),
    storage: path.join(root, "storage"),
    mailbox: path.join(root, "mailbox"),
    logs: path.join(root, "logs"),
    secrets: path.join(root, "secrets.json"),
    release,
  };
}
