import "server-only";
import path from "node:path";
import { type Child, startChild } from "#supabase/embedded/process/child.ts";
import { EXIT_WITH_PARENT, type PartOptions, whenItAnswers } from "./app.ts";

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
  return whenItAnswers(child, addressOf(port), { logFile, stop });
}

/** The keys and addresses by which app and worker reach the stand-ins, as the sandbox itself tells them. */
export async function sandboxEnvironment(port: number): Promise<NodeJS.ProcessEnv> {
  const answer = await fetch(addressOf(port), { signal: AbortSignal.timeout(10_000) });
  const { environment } = (await answer.json()) as { environment: NodeJS.ProcessEnv };
  return environment;
}

const addressOf = (port: number) => `http://127.0.0.1:${port}/`;
