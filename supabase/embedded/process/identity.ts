import { execFile } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { promisify } from "node:util";

/** When a process started, in the system's own form; "" when it is gone or cannot be told. A process id alone is reused. */
export async function startOf(pid: number): Promise<string> {
  if (process.platform === "linux") {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    // Field 22, counted after the program's name, which may itself hold spaces and brackets (proc_pid_stat(5)).
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return isZombie(fields) ? "" : (fields[19] ?? "");
  }
  const { stdout } = await promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]).catch(() => ({
    stdout: "",
  }));
  return stdout.trim();
}

export async function isSameProcess(pid: number, start: string): Promise<boolean> {
  return start !== "" && (await startOf(pid)) === start;
}

/** True when this process is a Postgres server that works in the folder. */
export async function isPostgresOf(pid: number, directory: string): Promise<boolean> {
  if (process.platform === "linux") return (await readlink(`/proc/${pid}/cwd`).catch(() => "")) === directory;
  const { stdout } = await promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)]).catch(() => ({
    stdout: "",
  }));
  return stdout.includes("postgres") && stdout.includes(directory);
}

/** Waits until the process is gone; false when it still runs after the time given. */
export async function waitForEnd(pid: number, timeoutMillis: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMillis;
  while ((await startOf(pid)) !== "") {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

function isZombie(fields: readonly string[]): boolean {
  return fields[0] === "Z" || fields[0] === "X";
}
