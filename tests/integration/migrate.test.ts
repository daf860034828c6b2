import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { migrate, pendingMigrations } from "#supabase/migrate.ts";

const server = inject("postgresUrl");
let database: string;
let databaseUrl: string;
let directory: string;

beforeEach(async () => {
  database = `migrate_${crypto.randomUUID().replaceAll("-", "")}`;
  databaseUrl = Object.assign(new URL(server), { pathname: `/${database}` }).href;
  await query(server, `create database ${database}`);
  directory = await mkdtemp(path.join(tmpdir(), "repaint-migrations-"));
  await write("0001_trees.sql", "create table trees (id int primary key);");
  await write("0002_leaves.sql", "create table leaves (id int primary key, tree int references trees (id));");
});

afterEach(async () => {
  await query(server, `drop database ${database} with (force)`);
  await rm(directory, { recursive: true });
});

const write = (name: string, sql: string) => writeFile(path.join(directory, name), sql);
const run = () => migrate({ databaseUrl, directory });

describe("migrating a database", () => {
  test("installs the job queue, applies each file once, in order, and tells which", async () => {
    await write("notes.txt", "not a migration");
    const lines: string[] = [];

    expect(await pendingMigrations({ databaseUrl, directory })).toEqual(["0001_trees.sql", "0002_leaves.sql"]);
    expect(await migrate({ databaseUrl, directory, report: (line) => lines.push(line) })).toEqual([
      "0001_trees.sql",
      "0002_leaves.sql",
    ]);

    expect(lines).toEqual(["applied 0001_trees.sql", "applied 0002_leaves.sql"]);
    expect(await tables()).toEqual(["leaves", "trees"]);
    expect(await query(databaseUrl, "select to_regclass('graphile_worker.jobs')::text as jobs")).toEqual([
      { jobs: "graphile_worker.jobs" },
    ]);
    expect(await run()).toEqual([]);
    expect(await pendingMigrations({ databaseUrl, directory })).toEqual([]);
  });

  test("looking at what is pending changes nothing", async () => {
    await pendingMigrations({ databaseUrl, directory });
    expect(await query(databaseUrl, "select to_regnamespace('private')::text as schema")).toEqual([{ schema: null }]);
  });

  test("applies a file wholly or not at all, names it, and goes on from there once it is mended", async () => {
    await write("0002_leaves.sql", "create table leaves (id int); select 1 / 0;");
    await expect(run()).rejects.toThrow("0002_leaves.sql was not applied: division by zero");
    expect(await tables()).toEqual(["trees"]);

    await write("0002_leaves.sql", "create table leaves (id int);");
    expect(await run()).toEqual(["0002_leaves.sql"]);
  });

  test("refuses a file that was edited after it was applied, but not one checked out with other line ends", async () => {
    await write("0001_trees.sql", "create table trees (\n  id int primary key\n);\n");
    await run();
    await write("0001_trees.sql", "create table trees (\r\n  id int primary key\r\n);\r\n");
    expect(await run()).toEqual([]);
    await write("0001_trees.sql", "create table trees (\n  id bigint primary key\n);\n");
    await expect(run()).rejects.toThrow(/^0001_trees\.sql was edited after it was applied/);
  });

  test("refuses when an applied file is gone", async () => {
    await run();
    await rm(path.join(directory, "0001_trees.sql"));
    await expect(run()).rejects.toThrow(/^0001_trees\.sql was applied to this database but is not in/);
  });

  test("refuses a new file that sorts before applied ones", async () => {
    await run();
    await write("0001_a_late_idea.sql", "select 1;");
    await expect(run()).rejects.toThrow(/^0001_a_late_idea\.sql is new but sorts before 0002_leaves\.sql/);
  });

  test("copies that start at the same moment apply each file once between them", async () => {
    const applied = await Promise.all(Array.from({ length: 5 }, run));
    expect(applied.flat().toSorted()).toEqual(["0001_trees.sql", "0002_leaves.sql"]);
  });

  test("from the command line, says in one sentence what is wrong with DATABASE_URL, and fails", async () => {
    const refused = Object.assign(new URL(databaseUrl), { port: "1" }).href;
    const stranger = Object.assign(new URL(databaseUrl), { password: "wrong" }).href;
    expect(await commandLine("")).toEqual({ code: 1, said: expect.stringMatching(/^Set DATABASE_URL to/) });
    expect(await commandLine(refused)).toEqual({
      code: 1,
      said: expect.stringMatching(/cannot be reached \(ECONNREFUSED\)/),
    });
    expect(await commandLine(stranger)).toEqual({
      code: 1,
      said: expect.stringMatching(/refused the user name or password/),
    });
  });

  test("from the command line, without Supabase Auth in the database, names what is missing", async () => {
    const { code, said } = await commandLine(databaseUrl);
    expect(code).toBe(1);
    expect(said).toMatch(/auth\.users is missing/);
  });
});

async function tables(): Promise<string[]> {
  const rows = await query<{ name: string }>(
    databaseUrl,
    "select tablename as name from pg_tables where schemaname = 'public'",
  );
  return rows.map(({ name }) => name).toSorted();
}

async function query<Row extends pg.QueryResultRow>(connectionString: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** `npm run db:migrate` in a folder without `.env`. */
async function commandLine(url: string): Promise<{ code: number; said: string }> {
  const script = path.resolve("supabase/migrate.ts");
  const options = { cwd: directory, env: { ...process.env, DATABASE_URL: url } };
  return promisify(execFile)(process.execPath, ["--conditions=react-server", script], options).then(
    ({ stdout }) => ({ code: 0, said: stdout.trim() }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, said: stderr.trim() }),
  );
}
