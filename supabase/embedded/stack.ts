import path from "node:path";
import { Client } from "pg";
import { migrate } from "../migrate.ts";
import type { LiteSettings } from "./api/settings.ts";
import { type DataDirectory, openDataDirectory } from "./data-directory.ts";
import { DEMO_EMAIL, ensureDemoAccount } from "./demo-account.ts";
import { freePort } from "./free-port.ts";
import { hasCluster } from "./postgres/cluster.ts";
import { startPostgres } from "./postgres.ts";
import { runService, type Service } from "./process/service.ts";
import { provision } from "./provision.ts";
import { loadSecrets, type Secrets } from "./secrets.ts";
import { StartError } from "./start-error.ts";
import { type SupabaseProcess, startSupabase } from "./supabase.ts";

export interface StackOptions {
  readonly dataDir: string;
  /** Where people reach the app; links in mails lead there. */
  readonly appUrl?: string;
  /** Another folder of migrations than the project's own, for tests. */
  readonly migrations?: string;
  /** Told one line for each crash of a part, which is started again by itself. */
  readonly note?: (line: string) => void;
  /** Told once, when a part crashed too often and the stack is of no use any more. */
  readonly giveUp?: (reason: StartError) => void;
}

/** What the app and the worker need to know of the stack, as environment variables. */
export interface StackEnvironment {
  readonly SUPABASE_URL: string;
  readonly SUPABASE_PUBLISHABLE_KEY: string;
  readonly SUPABASE_SECRET_KEY: string;
  readonly DATABASE_URL: string;
  readonly APP_URL: string;
  readonly REPAINT_EMBEDDED: "1";
  readonly REPAINT_DATA_DIR: string;
  readonly REPAINT_DEMO_EMAIL: string;
  readonly REPAINT_DEMO_PASSWORD: string;
  readonly REPAINT_MAILBOX_URL: string;
}

export interface Stack {
  readonly env: StackEnvironment;
  /** Resolves when database, API, migrations and the demo account are there. `env` is known before. */
  readonly ready: Promise<void>;
  /** Stops everything in order; the data stays. */
  stop(): Promise<void>;
}

/** Starts PostgreSQL and the Supabase API on it, migrates, and resolves when all of it can be used. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const stack = await beginStack(options);
  await stack.ready;
  return stack;
}

/**
 * As `startStack`, but resolves as soon as ports and keys are known, so that others can start meanwhile.
 * When `ready` fails, what was started has been stopped again.
 */
export async function beginStack(options: StackOptions): Promise<Stack> {
  const directory = await openDataDirectory(options.dataDir);
  const parts: Service[] = [];
  const stopParts = async () => {
    // The API before the database it uses.
    for (const part of parts.splice(0).reverse()) await part.stop();
    await directory.release();
  };
  try {
    const secrets = await loadSecrets(directory.secrets, await hasCluster(directory.postgres));
    const ports = { postgres: await freePort(), supabase: await freePort() };
    const env = environmentOf(directory, secrets, ports, options.appUrl ?? "http://localhost:3000");
    const starting = startParts({ ...options, directory, secrets, ports, env, parts });
    const ready = starting.catch(async (error) => {
      await stopParts();
      throw error;
    });
    const stop = async () => {
      await starting.catch(() => undefined);
      await stopParts();
    };
    return { env, ready, stop };
  } catch (error) {
    await stopParts();
    throw error;
  }
}

interface Plan extends StackOptions {
  readonly directory: DataDirectory;
  readonly secrets: Secrets;
  readonly ports: { readonly postgres: number; readonly supabase: number };
  readonly env: StackEnvironment;
  /** What runs, in the order it was started. */
  readonly parts: Service[];
}

async function startParts(plan: Plan): Promise<void> {
  const { directory, secrets, env, parts } = plan;
  // Loads while the database starts.
  const api = startSupabase(logOf(directory, "supabase"));
  api.catch(() => undefined);
  try {
    parts.push(await keepPostgres(plan));
    const { schema } = await api;
    await withClient(env.DATABASE_URL, async (client) => {
      await provision(client, schema, secrets);
      const migrated = migrate({
        databaseUrl: env.DATABASE_URL,
        ...(plan.migrations && { directory: plan.migrations }),
      });
      const [served] = await Promise.allSettled([keepSupabase(plan, api), migrated]);
      if (served.status === "rejected") throw served.reason;
      parts.push(served.value);
      await migrated;
      await ensureDemoAccount(client, {
        supabaseUrl: env.SUPABASE_URL,
        publishableKey: secrets.publishableKey,
        password: secrets.demoPassword,
        hashFile: path.join(directory.root, "demo-account-hash"),
      });
    });
  } catch (error) {
    await api.then(({ child }) => child.stop(1_000)).catch(() => undefined);
    throw error;
  }
}

function keepPostgres({ directory, secrets, ports, note = () => {}, giveUp = () => {} }: Plan): Promise<Service> {
  const logFile = logOf(directory, "postgres");
  return runService({
    name: "PostgreSQL",
    start: () =>
      startPostgres({
        directory: directory.postgres,
        port: ports.postgres,
        password: secrets.databasePassword,
        logFile,
      }),
    stopGraceMillis: 30_000,
    logFile,
    note,
    giveUp,
  });
}

/** @param first the process that was started ahead; after a crash a new one takes its place on the same port. */
function keepSupabase(plan: Plan, first: Promise<SupabaseProcess>): Promise<Service> {
  const { directory, secrets, ports, env, note = () => {}, giveUp = () => {} } = plan;
  const logFile = logOf(directory, "supabase");
  const settings: LiteSettings = {
    port: ports.supabase,
    databaseUrl: databaseUrl("repaint_gateway", secrets.gatewayPassword, ports.postgres),
    jwtSecret: secrets.jwtSecret,
    publishableKey: secrets.publishableKey,
    secretKey: secrets.secretKey,
    appUrl: env.APP_URL,
    storageDirectory: directory.storage,
    mailboxDirectory: directory.mailbox,
  };
  let next: Promise<SupabaseProcess> | null = first;
  const start = async () => {
    const { child, serve } = await (next ?? startSupabase(logFile));
    next = null;
    await serve(settings);
    return child;
  };
  return runService({ name: "The Supabase API", start, stopGraceMillis: 5_000, logFile, note, giveUp });
}

function environmentOf(
  directory: DataDirectory,
  secrets: Secrets,
  ports: Plan["ports"],
  appUrl: string,
): StackEnvironment {
  const supabaseUrl = `http://127.0.0.1:${ports.supabase}`;
  return {
    SUPABASE_URL: supabaseUrl,
    SUPABASE_PUBLISHABLE_KEY: secrets.publishableKey,
    SUPABASE_SECRET_KEY: secrets.secretKey,
    DATABASE_URL: databaseUrl("postgres", secrets.databasePassword, ports.postgres),
    APP_URL: appUrl,
    REPAINT_EMBEDDED: "1",
    REPAINT_DATA_DIR: directory.root,
    REPAINT_DEMO_EMAIL: DEMO_EMAIL,
    REPAINT_DEMO_PASSWORD: secrets.demoPassword,
    REPAINT_MAILBOX_URL: `${supabaseUrl}/mailbox`,
  };
}

const databaseUrl = (user: string, password: string, port: number) =>
  `postgresql://${user}:${password}@127.0.0.1:${port}/postgres`;

const logOf = ({ logs }: DataDirectory, name: string) => path.join(logs, `${name}.log`);

async function withClient<Result>(
  connectionString: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString });
  await client.connect().catch((error: { code?: string }) => {
    if (error.code !== "28P01") throw error;
    throw new StartError(
      "The embedded database does not accept the password in secrets.json: the two do not belong together. Restore both from the same backup.",
      { cause: error },
    );
  });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
