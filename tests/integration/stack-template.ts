import { chown, cp, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Stack, type StackOptions, startStack } from "#supabase/embedded/stack.ts";

/** Where test processes are told of the folder, and where none is, as in a bench, a stack makes all of its own. */
const VARIABLE = "REPAINT_TEST_STACK";

/**
 * Makes the data folder of a stack that was started once and stopped: its cluster, migrations and demo account take
 * longer than most test files do. @returns what removes it.
 */
export async function makeStackTemplate(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "repaint-test-stack-"));
  const remove = () => rm(dataDir, { recursive: true, force: true });
  try {
    await (await startStack({ dataDir })).stop();
  } catch (error) {
    await remove();
    throw error;
  }
  process.env[VARIABLE] = dataDir;
  return remove;
}

/** A stack with data of its own, which begins as a second start. What a first one does, embedded.test.ts has. */
export async function startOwnStack(options: StackOptions): Promise<Stack> {
  const template = process.env[VARIABLE];
  if (template !== undefined) {
    await cp(template, options.dataDir, { recursive: true });
    // As root, PostgreSQL runs as another account, which copies do not keep.
    if (process.getuid?.() === 0) await giveAway(template, options.dataDir, "postgres");
  }
  return startStack(options);
}

/** Gives a folder and what is in it to the owner of the one it was copied from. */
async function giveAway(from: string, to: string, folder: string): Promise<void> {
  const { uid, gid } = await stat(path.join(from, folder));
  const own = path.join(to, folder);
  const within = await readdir(own, { recursive: true });
  await Promise.all(["", ...within].map((name) => chown(path.join(own, name), uid, gid)));
}
