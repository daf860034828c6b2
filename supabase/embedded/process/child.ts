import type { Serializable } from "node:child_process";
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { constants, setPriority } from "node:os";

/** A log file is put aside (`.1`) when a start finds it larger than this. */
const LOG_BYTES = 5 * 1024 * 1024;
const TAIL_BYTES = 8 * 1024;
const IN_BACKGROUND = constants.priority.PRIORITY_BELOW_NORMAL;

export interface ChildOptions {
  readonly name: string;
  /** Arguments for Node: flags, the script, and the script's arguments. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly logFile: string;
  /** Whatever else wants the processor goes first, such as a browser on the same machine in which strokes are drawn. */
  readonly isInBackground?: boolean;
}

/** A running child process of the stack or the launcher. */
export interface Child {
  readonly name: string;
  /** Resolves with how it ended, in words, as soon as it has. */
  readonly exited: Promise<string>;
  send(message: Serializable): void;
  onMessage(listener: (message: unknown) => void): void;
  /** What it wrote to its log since it started, at most the last 8 KB. */
  logTail(): string;
  /** Asks it to end, waits, and ends it by force after `graceMillis`. */
  stop(graceMillis: number): Promise<void>;
}

/**
 * Starts Node with the script, its output in the log file.
 * The child gets its own process group, so that Ctrl-C in the terminal reaches only the launcher, which then stops its
 * children in order; and a channel to us, whose closing tells the child that we are gone (see exit-with-parent.ts).
 */
export function startChild({ name, args, env, cwd, logFile, isInBackground = false }: ChildOptions): Child {
  rotate(logFile);
  const log = openSync(logFile, "a", 0o600);
  const logStart = statSync(logFile).size;
  const child = spawn(process.execPath, [...args], {
    env,
    ...(cwd !== undefined && { cwd }),
    detached: true,
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  if (isInBackground && child.pid !== undefined) stepBack(child.pid);
  const exited = ending(child);
  return {
    name,
    exited,
    send: (message) => child.connected && child.send(message),
    onMessage: (listener) => child.on("message", listener),
    logTail: () => tail(logFile, logStart),
    async stop(graceMillis) {
      child.kill("SIGTERM");
      const force = setTimeout(() => killGroup(child), graceMillis);
      await exited;
      clearTimeout(force);
    },
  };
}

/** With all threads and children that it will have: it has none yet. */
function stepBack(pid: number): void {
  try {
    setPriority(pid, IN_BACKGROUND);
    // Linux shares the processor among sessions before it looks at priorities (sched(7), autogrouping).
    if (process.platform === "linux") writeFileSync(`/proc/${pid}/autogroup`, String(IN_BACKGROUND));
  } catch {
    // Where it is not allowed, or not known to the system, it runs as everything else does.
  }
}

/** Its own children too: a process that is killed outright cannot end them. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function ending(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with code ${code}`));
  });
}

function rotate(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_BYTES) renameSync(logFile, `${logFile}.1`);
}

function tail(logFile: string, from: number): string {
  const written = readFileSync(logFile);
  return written.subarray(Math.max(from, written.length - TAIL_BYTES)).toString("utf8");
}
