import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** What runs on this machine now, without what has ended and only waits for its parent to look. */
export async function runningProcesses(): Promise<ProcessRow[]> {
  return existsSync("/proc/self/stat") ? fromProc() : fromPs();
}

async function fromProc(): Promise<ProcessRow[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const rows = await Promise.all(
    pids.map(async (pid) => {
      const read = (file: string) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "");
      const [stat, cmdline] = await Promise.all([read("stat"), read("cmdline")]);
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return { pid: Number(pid), parent: Number(parent), command: cmdline.replaceAll("\0", " "), state };
    }),
  );
  return rows.filter(({ command, state }) => command !== "" && state !== "Z" && state !== "X");
}

async function fromPs(): Promise<ProcessRow[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,command="]);
  return stdout
    .trim()
    .split("\n")
    .map((line) => {
      const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return { pid: Number(pid), parent: Number(parent), command: command ?? "" };
    });
}
