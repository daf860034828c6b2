import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { openDataDirectory } from "#supabase/embedded/data-directory.ts";
import { freePort } from "#supabase/embedded/free-port.ts";
import { findPostgresPrograms } from "#supabase/embedded/postgres/programs.ts";
import { startPostgres } from "#supabase/embedded/postgres.ts";
import { loadSecrets } from "#supabase/embedded/secrets.ts";
import { StartError } from "#supabase/embedded/start-error.ts";

const PASSWORD = "a password of tests";
let root: string;
let directory: string;
const running: (() => Promise<void>)[] = [];

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "repaint-postgres-"));
  directory = path.join(root, "postgres");
});

afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
  await rm(root, { recursive: true, force: true });
});

describe("the embedded database", () => {
  test("keeps what is in it from one start to the next, and only takes its own password, from this machine", async () => {
    const first = await start();
    await first.query("create table kept as select 42 as answer");
    await first.stop();

    const second = await start();
    expect(await second.query("select answer from kept")).toEqual([{ answer: 42 }]);
    expect(await second.query("show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
    expect(await second.query("show fsync")).toEqual([{ fsync: "on" }]);
    await expect(second.query("select 1", "another password")).rejects.toThrow(/password authentication failed/);
  });

  test("starts over what an interrupted first start left", async () => {
    await mkdir(`${directory}.incomplete`);
    await writeFile(path.join(`${directory}.incomplete`, "PG_VERSION"), "18\n");
    const server = await start();
    expect(await server.query("select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("leaves an incomplete folder that it did not make alone, and says what to do", async () => {
    await mkdir(directory);
    const precious = path.join(directory, "precious");
    await writeFile(precious, "data");
    await expect(start()).rejects.toThrow(/^\S+ is not a complete database, .* or move the folder away/);
    expect(await readFile(precious, "utf8")).toBe("data");
  });

  test("says so when another version of PostgreSQL made the folder", async () => {
    await (await start()).stop();
    await writeFile(path.join(directory, "PG_VERSION"), "16\n");
    await expect(start()).rejects.toThrow(/was made by PostgreSQL 16, and this Repaint brings PostgreSQL 18/);
  });

  test("recovers after its process was killed, though the number it left now belongs to somebody else", async () => {
    const first = await start();
    await first.query("create table kept as select 42 as answer");
    await first.crash();
    const pidFile = path.join(directory, "postmaster.pid");
    await writeFile(pidFile, (await readFile(pidFile, "utf8")).replace(/^\d+/, String(process.pid)));

    const second = await start();
    expect(await second.query("select answer from kept")).toEqual([{ answer: 42 }]);
  });

  test("takes over from a server that a killed launcher left running", async () => {
    const first = await start();
    await first.query("create table kept as select 42 as answer");
    const second = await start();
    expect(await second.query("select answer from kept")).toEqual([{ answer: 42 }]);
    await expect(first.query("select 1")).rejects.toThrow(/ECONNREFUSED/);
  });

  test("says which package is missing on a machine whose PostgreSQL was not installed", async () => {
    const arch = vi.spyOn(process, "arch", "get").mockReturnValue("mips");
    onTestFinished(() => arch.mockRestore());
    await expect(findPostgresPrograms()).rejects.toThrow(
      /not installed for \w+-mips\. Run "npm ci --include=optional"/,
    );
  });
});

describe("the data folder", () => {
  test("is used by one copy at a time, which the refusal names", async () => {
    const first = await openDataDirectory(root);
    await expect(openDataDirectory(root)).rejects.toThrow(
      new RegExp(`^Another copy of Repaint \\(process ${process.pid}\\) is using ${root}`),
    );
    await first.release();
    await (await openDataDirectory(root)).release();
  });

  test("is free again when the copy that used it was killed, though its number now belongs to somebody else", async () => {
    await writeFile(path.join(root, "lock"), JSON.stringify({ pid: process.pid, start: "long ago" }));
    await (await openDataDirectory(root)).release();
    await writeFile(path.join(root, "lock"), "half writ");
    await (await openDataDirectory(root)).release();
  });

  test("that cannot be made is named in one sentence", async () => {
    await writeFile(path.join(root, "file"), "");
    const attempt = openDataDirectory(path.join(root, "file", "data"));
    await expect(attempt).rejects.toThrow(StartError);
    await expect(attempt).rejects.toThrow(
      /^Repaint cannot write to its data folder .*\. Make it yours, or set REPAINT_DATA_DIR/,
    );
  });

  test("keeps its secrets to its owner, the same from start to start, and never makes new ones beside an old database", async () => {
    const file = path.join(root, "secrets.json");
    const secrets = await loadSecrets(file, false);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await loadSecrets(file, true)).toEqual(secrets);
    await writeFile(file, "{");
    await expect(loadSecrets(file, true)).rejects.toThrow(
      /secrets\.json, .* is missing or damaged\. Restore it from a backup/,
    );
    await rm(file);
    await expect(loadSecrets(file, true)).rejects.toThrow(/is missing or damaged/);
  });
});

/** Starts the database of this test; what runs is stopped after it. */
async function start() {
  const port = await freePort();
  const server = await startPostgres({ directory, port, password: PASSWORD, logFile: path.join(root, "postgres.log") });
  const stop = () => server.stop(30_000);
  running.push(stop);
  return {
    stop,
    async query(text: string, password = PASSWORD): Promise<pg.QueryResultRow[]> {
      const client = new pg.Client({ host: "127.0.0.1", port, user: "postgres", password, database: "postgres" });
      await client.connect();
      try {
        return (await client.query(text)).rows;
      } finally {
        await client.end();
      }
    },
    /** kill -9 of the server itself. */
    async crash() {
      const pid = Number((await readFile(path.join(directory, "postmaster.pid"), "utf8")).split("\n")[0]);
      process.kill(pid, "SIGKILL");
      await server.exited;
    },
  };
}
