import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { getPriority, tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { DEMO_EMAIL } from "#supabase/embedded/demo-account.ts";
import { freePort } from "#supabase/embedded/free-port.ts";
import { startStack } from "#supabase/embedded/stack.ts";
import { type ProcessRow, runningProcesses } from "./processes.ts";
import { waitFor } from "./wait.ts";

/** The end of what a start says. Its lines arrive one by one: who reads at the first misses the others. */
const LAST_WORDS = "Press Ctrl-C to stop.";

/** What they are run as. */
const APP = /next-server|next\/dist\/bin\/next/;
const WORKER = /lib\/server\/worker\.ts/;
const SUPABASE = /embedded\/api\/server\.ts/;

let dataDir: string;
let port: number;
/** Its first start after a change builds the app. */
let main: Launcher;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "repaint-launch-"));
  port = await freePort();
  main = launch(dataDir, port);
  await main.ready();
});

afterAll(async () => {
  await main.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describe("npm start", () => {
  test("prints one address, where the app answers, and the demo account", async () => {
    expect(main.said().match(/https?:\/\/\S+/g)).toEqual([`http://localhost:${port}`]);
    expect(main.said()).toContain(`Continue with the demo account: ${DEMO_EMAIL}`);
    expect((await fetch(`http://localhost:${port}/api/health/ready`)).status).toBe(200);
  });

  test("what prepares and stores photos leaves the processor to the browser in which one draws", async () => {
    const rows = await descendantsOf(main.pid);
    const priorityOf = (command: RegExp) => getPriority(rows.find((row) => command.test(row.command))?.pid);
    for (const background of [WORKER, SUPABASE]) expect(priorityOf(background)).toBeGreaterThan(getPriority());
    expect(priorityOf(APP)).toBe(getPriority());
  });

  test("refuses a port in use, a data folder in use and a wrong variable, each in one sentence that says what to do", async () => {
    const other = await mkdtemp(path.join(tmpdir(), "repaint-launch-"));
    expect(await refusal(other, port)).toMatch(
      new RegExp(`^Port ${port} is in use\\. Choose another one, for example: PORT=\\d+ npm start\\.$`),
    );
    expect(await refusal(dataDir, await freePort())).toMatch(
      /^Another copy of Repaint .* start this one with another REPAINT_DATA_DIR\.$/,
    );
    expect(await refusal(other, await freePort(), { SIGNUP_TOKENS: "many" })).toMatch(
      /^SIGNUP_TOKENS is not valid: it must be a whole number/,
    );
    await rm(other, { recursive: true });
  });

  test("runs beside another copy, each with its own data, and ends without a trace when it is asked to", async () => {
    const otherData = await mkdtemp(path.join(tmpdir(), "repaint-launch-"));
    const other = launch(otherData, await freePort());
    await other.ready();
    const started = await descendantsOf(other.pid);
    expect(await demoUserIn(otherData)).not.toBe(await demoUserIn(dataDir));

    other.signal("SIGTERM");
    expect(await other.exited).toBe(0);
    expect(await stillRunning(started)).toEqual([]);
    expect(existsSync(path.join(otherData, "postgres", "postmaster.pid"))).toBe(false);
    await rm(otherData, { recursive: true });
  });

  test.each([
    ["the app", APP],
    ["the worker", WORKER],
    ["the Supabase API", SUPABASE],
    ["the database", /bin\/postgres -D/],
  ])("starts %s again when it is killed", async (_, command) => {
    const victim = (await descendantsOf(main.pid)).find((row) => command.test(row.command)) as ProcessRow;
    process.kill(victim.pid, "SIGKILL");
    await waitFor("its replacement", async () => {
      const rows = await descendantsOf(main.pid);
      return rows.some((row) => command.test(row.command) && row.pid !== victim.pid) && (await isReady(port));
    });
    expect(main.said()).toMatch(/starting it again/);
  });

  test("leaves nothing running when it is killed outright, and finds its data at the next start", async () => {
    const before = await demoUserIn(dataDir);
    const started = await descendantsOf(main.pid);
    main.signal("SIGKILL");
    await main.exited;
    main = launch(dataDir, port);
    await main.ready();
    await waitFor("the old processes' end", async () => (await stillRunning(started)).length === 0);
    expect(await demoUserIn(dataDir)).toBe(before);
  });
});

describe("npm start -- --sandbox", () => {
  test("offers every model with no key at all, done by stand-ins on this machine that end with it", async () => {
    const ownData = await mkdtemp(path.join(tmpdir(), "repaint-sandbox-"));
    const ownPort = await freePort();
    const launcher = launch(ownData, ownPort, {}, ["--sandbox"]);
    await launcher.ready();
    const origin = `http://localhost:${ownPort}`;
    const signedIn = await fetch(`${origin}/api/v1/auth/demo`, { method: "POST", headers: { origin } });
    const cookie = signedIn.headers
      .getSetCookie()
      .map((set) => set.split(";")[0])
      .join("; ");
    const answer = await fetch(`${origin}/api/v1/models`, { headers: { cookie } });
    const { models } = (await answer.json()) as { models: { id: string; available: boolean }[] };
    expect(new Set(models.map(({ id }) => id.split("/")[0])).size).toBeGreaterThan(10);
    expect(models.filter(({ available }) => !available)).toEqual([]);
    const started = await descendantsOf(launcher.pid);
    expect(started.some(({ command }) => command.includes("tests/sandbox/main.ts"))).toBe(true);
    launcher.signal("SIGINT");
    expect(await launcher.exited).toBe(0);
    await waitFor("its processes to end", async () => (await stillRunning(started)).length === 0);
    await rm(ownData, { recursive: true });
  });
});

describe("npm start with a Supabase project configured", () => {
  test("uses it and starts nothing embedded, and asks for migrations instead of applying them", async () => {
    const projectData = await mkdtemp(path.join(tmpdir(), "repaint-project-"));
    const ownData = await mkdtemp(path.join(tmpdir(), "repaint-launch-"));
    const project = await startStack({ dataDir: projectData });
    onTestFinished(async () => {
      await project.stop();
      await Promise.all([projectData, ownData].map((folder) => rm(folder, { recursive: true, force: true })));
    });
    const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, SUPABASE_SECRET_KEY, DATABASE_URL } = project.env;
    const variables = { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, SUPABASE_SECRET_KEY, DATABASE_URL };

    const launcher = launch(ownData, await freePort(), variables);
    await launcher.ready();
    expect(launcher.said()).not.toContain("demo");
    expect(
      (await descendantsOf(launcher.pid)).filter(({ command }) => /postgres -D|api\/server/.test(command)),
    ).toEqual([]);
    expect(existsSync(path.join(ownData, "postgres"))).toBe(false);
    launcher.signal("SIGINT");
    expect(await launcher.exited).toBe(0);

    await query(
      DATABASE_URL,
      "delete from private.schema_migrations where name = (select max(name) from private.schema_migrations)",
    );
    expect(await refusal(ownData, await freePort(), variables)).toBe(
      `1 migration is not yet applied to the database in DATABASE_URL. Run "npm run db:migrate", then start again.`,
    );
    expect(await refusal(ownData, await freePort(), { SUPABASE_URL })).toMatch(
      /^SUPABASE_PUBLISHABLE_KEY is not set\./,
    );
  });
});

type Launcher = ReturnType<typeof launch>;

/** What the start script of package.json runs. */
function launch(data: string, onPort: number, variables: Record<string, string> = {}, options: readonly string[] = []) {
  const { NODE_ENV: _, APP_URL: __, ...inherited } = process.env;
  const env = { ...inherited, REPAINT_DATA_DIR: data, PORT: String(onPort), ...variables };
  const script = ["--conditions=react-server", "lib/server/launch/start.mjs", ...options];
  const child = spawn(process.execPath, script, { env: env as unknown as NodeJS.ProcessEnv });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  return {
    pid: (child as ChildProcess).pid ?? 0,
    exited,
    said: () => output,
    signal: (signal: NodeJS.Signals) => child.kill(signal),
    async ready() {
      const hasSaidAll = () => output.includes(LAST_WORDS);
      await Promise.race([waitFor("the start", async () => hasSaidAll()), exited]);
      if (!hasSaidAll()) throw new Error(`did not start: ${output}`);
    },
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

/** What it says when it does not start. */
async function refusal(data: string, onPort: number, variables?: Record<string, string>): Promise<string> {
  const launcher = launch(data, onPort, variables);
  expect(await launcher.exited).toBe(1);
  return launcher.said().trim();
}

async function descendantsOf(pid: number): Promise<ProcessRow[]> {
  const rows = await runningProcesses();
  const found = new Set([pid]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const row of rows) if (found.has(row.parent)) found.add(row.pid);
  }
  return rows.filter((row) => found.has(row.pid) && row.pid !== pid);
}

async function stillRunning(started: readonly ProcessRow[]): Promise<ProcessRow[]> {
  const rows = await runningProcesses();
  return rows.filter((row) => started.some(({ pid, command }) => row.pid === pid && row.command === command));
}

const isReady = (onPort: number) =>
  fetch(`http://localhost:${onPort}/api/health/ready`).then(
    ({ status }) => status === 200,
    () => false,
  );

/** The id of the demo account, read from the database that a running copy keeps in the folder. */
async function demoUserIn(data: string): Promise<string> {
  const { databasePassword } = JSON.parse(await readFile(path.join(data, "secrets.json"), "utf8")) as {
    databasePassword: string;
  };
  const databasePort = (await readFile(path.join(data, "postgres", "postmaster.pid"), "utf8")).split("\n")[3];
  const url = `postgresql://postgres:${databasePassword}@127.0.0.1:${databasePort}/postgres`;
  const [row] = await query(url, `select id from auth.users where email = '${DEMO_EMAIL}'`);
  return String(row?.id);
}

async function query(connectionString: string, text: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
