import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEMO_EMAIL } from "#supabase/embedded/demo-account.ts";
import { type Stack, startStack } from "#supabase/embedded/stack.ts";
import { startOwnStack } from "./stack-template.ts";

let dataDir: string;
let stack: Stack | null = null;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "repaint-grant-"));
  stack = await startOwnStack({ dataDir });
});
afterAll(async () => {
  await stack?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** What the command says and how it ends. */
function run(
  command: "grant" | "revoke",
  email: string,
  variables: Record<string, string> = { REPAINT_DATA_DIR: dataDir },
) {
  const { SUPABASE_URL: _, DATABASE_URL: __, REPAINT_DATA_DIR: ___, ...inherited } = process.env;
  const script = ["--conditions=react-server", "lib/server/admin/grant-main.ts", command, email];
  return new Promise<{ code: number; said: string }>((resolve) => {
    const env = { ...inherited, ...variables } as NodeJS.ProcessEnv;
    execFile(process.execPath, script, { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });
}

async function query<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: stack?.env.DATABASE_URL });
  await client.connect();
  return (await client.query<Row>(text).finally(() => client.end())).rows;
}

test("while the server runs, somebody is made an administrator, and everybody is told who is one", async () => {
  expect(await run("grant", DEMO_EMAIL.toUpperCase())).toEqual({
    code: 0,
    said: `${DEMO_EMAIL.toUpperCase()} is an administrator now.\nAdministrators: ${DEMO_EMAIL}\n`,
  });
  expect((await run("grant", DEMO_EMAIL)).said).toContain("was an administrator already");
  expect(await query("select role from private.user_roles")).toEqual([{ role: "admin" }]);
  expect(await query("select actor, action from private.admin_actions")).toEqual([
    { actor: "system", action: "grant_admin" },
  ]);
});

test("an address that has no account is said to be so, and so is one that is missing", async () => {
  const unknown = await run("grant", "nobody@example.com");
  expect(unknown.code).toBe(1);
  expect(unknown.said).toContain("no account with the address nobody@example.com");
  expect(await run("grant", "")).toMatchObject({ code: 1, said: expect.stringContaining("Say whom") });
});

test("a database elsewhere is used where DATABASE_URL names it, and one that cannot be reached is said to be so", async () => {
  const DATABASE_URL = stack?.env.DATABASE_URL ?? "";
  expect((await run("grant", DEMO_EMAIL, { DATABASE_URL })).said).toContain("already");
  const nowhere = await run("grant", DEMO_EMAIL, { DATABASE_URL: "postgresql://postgres:none@127.0.0.1:9/postgres" });
  expect(nowhere).toMatchObject({ code: 1, said: expect.stringContaining("cannot be reached") });
});

test("while the server is stopped it is taken back in the same data folder, which is left as it was", async () => {
  await stack?.stop();
  stack = null;
  expect(await run("revoke", DEMO_EMAIL)).toEqual({
    code: 0,
    said: `${DEMO_EMAIL} is no administrator any more.\nNobody is an administrator.\n`,
  });
  expect(existsSync(path.join(dataDir, "postgres", "postmaster.pid"))).toBe(false);
  stack = await startStack({ dataDir });
  expect(await query("select role from private.user_roles")).toEqual([]);
  expect(await query("select action from private.admin_actions order by id")).toEqual([
    { action: "grant_admin" },
    { action: "revoke_admin" },
  ]);
});

test("a data folder in which nothing was ever started is said to be empty", async () => {
  const empty = path.join(dataDir, "empty");
  const answer = await run("grant", DEMO_EMAIL, { REPAINT_DATA_DIR: empty });
  expect(answer).toMatchObject({ code: 1, said: expect.stringContaining("npm start") });
  expect(existsSync(empty)).toBe(false);
});
