import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { StartError } from "../start-error.ts";
import { isSameProcess, startOf } from "./identity.ts";

/**
 * Takes the lock of a data folder; answers how to give it back.
 * The file names its holder by process id and start time, so that a lock left by a killed process is known as stale even
 * after its id went to another process.
 * @throws StartError when a living process holds it.
 */
export async function acquireLock(file: string, directory: string): Promise<() => Promise<void>> {
  const mine = JSON.stringify({ pid: process.pid, start: await startOf(process.pid) });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    while (!(await linked(draft, file))) {
      const held = await readFile(file, "utf8").catch(() => "");
      const holder = parse(held);
      if (holder && (await isSameProcess(holder.pid, holder.start))) {
        throw new StartError(
          `Another copy of Repaint (process ${holder.pid}) is using ${directory}. Stop it, or start this one with another REPAINT_DATA_DIR.`,
        );
      }
      await discard(file, held);
    }
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    if ((await readFile(file, "utf8").catch(() => "")) === mine) await rm(file, { force: true });
  };
}

/** A hard link appears whole or not at all, unlike a file that is created and then written. */
async function linked(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Takes a stale lock away, and puts it back if another start replaced it in between. */
async function discard(file: string, stale: string): Promise<void> {
  const aside = `${file}.stale.${process.pid}`;
  await rename(file, aside).catch(() => undefined);
  if ((await readFile(aside, "utf8").catch(() => stale)) !== stale) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

function parse(text: string): { pid: number; start: string } | null {
  try {
    const { pid, start } = JSON.parse(text) as { pid: unknown; start: unknown };
    return typeof pid === "number" && typeof start === "string" ? { pid, start } : null;
  } catch {
    return null;
  }
}
