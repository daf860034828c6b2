import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { freePort } from "#supabase/embedded/free-port.ts";
import { waitFor } from "#tests/integration/wait.ts";
import { type CaptchaSandbox, captchaVariables, startCaptchaSandbox } from "#tests/sandbox/captcha/server.ts";
import { type Sandbox, startSandbox } from "#tests/sandbox/kit/server.ts";
import { createStandins, sandboxVariables } from "#tests/sandbox/standins/index.ts";
import { type StripeSandbox, startStripeSandbox, stripeVariables } from "#tests/sandbox/stripe/server.ts";
import { signUp } from "../account.ts";
import { test as base, type Page } from "../test.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
/** The build is there already: the server of all other tests made it. */
const START_MILLIS = 120_000;
const TOKENS = "2000";
/** Nobody has set its key. */
export const WITHOUT_KEY = "fal";
/** Servers of one's own cost next to nothing, and would be chosen for everything. */
const LEFT_OUT = [WITHOUT_KEY, "compatible", "a1111", "iopaint", "comfyui"];

interface SandboxedServer {
  readonly url: string;
  readonly dataDir: string;
  readonly sandbox: Sandbox;
  readonly stripe: StripeSandbox;
  readonly captcha: CaptchaSandbox;
  /** `npm run admin:grant`, beside the running server. */
  grantAdmin(email: string): Promise<void>;
}

interface Sandboxed {
  readonly sandbox: Sandbox;
  readonly stripe: StripeSandbox;
  readonly captcha: CaptchaSandbox;
  /** A page of somebody else, who runs the server. */
  readonly administrator: Page;
}

/**
 * Tests against a Repaint of its own whose providers are stand-ins, held and broken by `sandbox`, and that has people
 * show that they are some when they sign up. It starts with the first test that needs it.
 */
export const test = base.extend<Sandboxed, { sandboxedServer: SandboxedServer }>({
  sandboxedServer: [
    async ({ browserName: _ }, use) => {
      const entries = createStandins().filter(({ standin }) => !LEFT_OUT.includes(standin.id));
      const sandbox = await startSandbox(entries.map(({ standin }) => standin));
      const port = await freePort();
      const stripe = await startStripeSandbox({ webhookUrl: `http://localhost:${port}/api/v1/stripe/webhook` });
      const captcha = await startCaptchaSandbox();
      const server = await startRepaint(port, {
        ...sandboxVariables(entries, sandbox.url),
        ...stripeVariables(stripe),
        ...captchaVariables(captcha),
      });
      await use({ ...server, sandbox, stripe, captcha });
      await server.stop();
      await Promise.all([sandbox.close(), stripe.close(), captcha.close()]);
    },
    { scope: "worker", timeout: START_MILLIS },
  ],
  baseURL: ({ sandboxedServer }, use) => use(sandboxedServer.url),
  stripe: ({ sandboxedServer: { stripe } }, use) => use(stripe),
  captcha: ({ sandboxedServer: { captcha } }, use) => use(captcha),
  sandbox: async ({ sandboxedServer: { sandbox } }, use) => {
    sandbox.reset();
    await use(sandbox);
  },
  administrator: async ({ browser, captcha, sandboxedServer: { url, grantAdmin } }, use) => {
    const context = await browser.newContext({ baseURL: url });
    const email = await signUp(context.request, url, { captchaToken: captcha.issueToken() });
    await grantAdmin(email);
    await use(await context.newPage());
    await context.close();
  },
});

async function startRepaint(port: number, variables: Readonly<Record<string, string>>) {
  const dataDir = await mkdtemp(join(tmpdir(), "repaint-e2e-sandbox-"));
  const settings = { PORT: String(port), REPAINT_DATA_DIR: dataDir, SIGNUP_TOKENS: TOKENS, RATE_LIMIT_FACTOR: "100" };
  const env = { ...process.env, ...variables, ...settings };
  const script = ["--conditions=react-server", "lib/server/launch/start.mjs"];
  const child = spawn(process.execPath, script, { cwd: ROOT, env });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const failed = exited.then(() => Promise.reject(new Error(`Repaint did not start: ${said}`)));
  const url = `http://localhost:${port}`;
  // Its own word, not the health probe's: that answers before there is a demo account.
  await Promise.race([waitFor("Repaint to be ready", async () => said.includes("is ready")), failed]);
  failed.catch(() => undefined);
  return {
    url,
    dataDir,
    grantAdmin: async (email: string) => {
      const grant = ["--conditions=react-server", "lib/server/admin/grant-main.ts", "grant", email];
      await promisify(execFile)(process.execPath, grant, { cwd: ROOT, env });
    },
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
