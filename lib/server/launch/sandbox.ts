import "server-only";
import path from "node:path";
import { type Child, startChild } from "#supabase/embedded/process/child.ts";
import { StartError } from "#supabase/embedded/start-error.ts";
import { EXIT_WITH_PARENT, type PartOptions, waitForAnswer } from "./app.ts";

/** Starts the stand-ins of all providers on a port of this machine and resolves when they answer. */
export async function startSandboxProcess({
  root,
  env,
  logFile,
  stop,
  port,
}: PartOptions & { port: number }): Promise<Child> {
  const script = path.join(root, "tests/sandbox/main.ts");
  const child = startChild({
    name: "The sandbox",
    args: ["--import", EXIT_WITH_PARENT, "--conditions=react-server", script],
    env: { ...env, SANDBOX_PORT: String(port) },
    cwd: root,
    logFile,
  });
  const failed = child.exited.then((ended) => {
    throw new StartError(`The sandbox ${ended} while it started. The reason is at the end of ${logFile}.`);
  });
  await Promise.race([waitForAnswer(addressOf(port), stop), failed]);
  return child;
}

/** The keys and addresses by which app and worker reach the stand-ins, as the sandbox itself tells them. */
export async function sandboxEnvironment(port: number): Promise<NodeJS.ProcessEnv> {
  const answer = await fetch(addressOf(port), { signal: AbortSignal.timeout(10_000) });
  const { environment } = (await answer.json()) as { environment: NodeJS.ProcessEnv };
  return environment;
}

const addressOf = (port: number) => `http://127.0.0.1:${port}/`;
