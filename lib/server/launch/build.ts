import "server-only";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { startChild } from "#supabase/embedded/process/child.ts";
import { acquireLock } from "#supabase/embedded/process/lock.ts";
import { isDiskFull, StartError } from "#supabase/embedded/start-error.ts";

/** What the build is made from. */
const FOLDERS = ["app", "components", "lib", "public"];
const FILES = [
  "middleware.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];
const LOCK_POLL_MILLIS = 500;

export interface BuildOptions {
  readonly root: string;
  readonly logFile: string;
  /** Told when a build is needed and begins. */
  readonly onStart: () => void;
  readonly stop: AbortSignal;
}

/**
 * Builds the app with `next build` unless the build in `.next` was made from exactly these sources, so that an update
 * is never served from an old build. Two copies of Repaint that start from one folder build once.
 * @throws StartError
 */
export async function ensureBuild(options: BuildOptions): Promise<void> {
  const { root, stop } = options;
  const sources = await hashSources(root);
  if (await isBuiltFrom(root, sources)) return;
  const release = await lockBuild(root, stop);
  try {
    if (stop.aborted || (await isBuiltFrom(root, sources))) return;
    options.onStart();
    await build(options);
    if (!stop.aborted) await writeFile(recordIn(root), sources);
  } finally {
    await release();
  }
}

export const nextProgram = createRequire(import.meta.url).resolve("next/dist/bin/next");

const recordIn = (root: string) => path.join(root, ".next", "repaint-sources");

async function isBuiltFrom(root: string, sources: string): Promise<boolean> {
  const read = (file: string) => readFile(file, "utf8").catch(() => "");
  const [record, buildId] = await Promise.all([read(recordIn(root)), read(path.join(root, ".next", "BUILD_ID"))]);
  return record === sources && buildId !== "";
}

async function build({ root, logFile, stop }: BuildOptions): Promise<void> {
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  const child = startChild({ name: "The build", args: [nextProgram, "build"], env, cwd: root, logFile });
  const cancel = () => void child.stop(5_000);
  stop.addEventListener("abort", cancel);
  const ended = await child.exited;
  stop.removeEventListener("abort", cancel);
  if (stop.aborted || ended === "ended with code 0") return;
  const log = child.logTail();
  if (isDiskFull(log)) throw new StartError(`The disk that holds ${root} is full. Free some space and start again.`);
  throw new StartError(`The build failed. The end of ${logFile}:\n${log.trim().split("\n").slice(-15).join("\n")}`);
}

async function lockBuild(root: string, stop: AbortSignal): Promise<() => Promise<void>> {
  const folder = path.join(root, "node_modules", ".cache");
  await mkdir(folder, { recursive: true });
  for (;;) {
    try {
      return await acquireLock(path.join(folder, "repaint-build.lock"), root);
    } catch (error) {
      if (!(error instanceof StartError) || stop.aborted) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MILLIS));
    }
  }
}

/** Contents, not times: a checkout of the same version on another day needs no build. */
async function hashSources(root: string): Promise<string> {
  const listed = await Promise.all(
    FOLDERS.map(async (folder) => {
      const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    }),
  );
  const files = [...listed.flat(), ...FILES.map((file) => path.join(root, file))].sort();
  const hashes = await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(file);
      return `${path.relative(root, file)} ${createHash("sha256").update(bytes).digest("hex")}\n`;
    }),
  );
  return createHash("sha256").update(process.version).update(hashes.join("")).digest("hex");
}
