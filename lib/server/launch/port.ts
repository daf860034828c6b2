import "server-only";
import { connect, createServer } from "node:net";
import { StartError } from "#supabase/embedded/start-error.ts";

/** How long the app of a launcher that was killed outright may still hold the port (see exit-with-parent.ts). */
const LEFTOVER_MILLIS = 2_500;

/**
 * Checks that the app can listen there.
 * @param host the address to listen on; undefined means all.
 * @throws StartError naming a port that is free.
 */
export async function assertPortIsFree(port: number, host: string | undefined): Promise<void> {
  const deadline = Date.now() + LEFTOVER_MILLIS;
  let problem = await problemWith(port, host);
  while (problem === "EADDRINUSE" && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    problem = await problemWith(port, host);
  }
  if (problem === null) return;
  if (problem === "EACCES") {
    throw new StartError(
      `Port ${port} needs administrator rights. Choose one above 1023, for example: PORT=3000 npm start.`,
    );
  }
  let free = port + 1;
  while (free < 65_535 && (await problemWith(free, host)) !== null) free += 1;
  throw new StartError(`Port ${port} is in use. Choose another one, for example: PORT=${free} npm start.`);
}

async function problemWith(port: number, host: string | undefined): Promise<string | null> {
  // Whoever listens on one of the two answers to "localhost" in some browsers, even where binding the other succeeds.
  const answers = await Promise.all(["127.0.0.1", "::1"].map((address) => isAnswered(port, address)));
  return answers.includes(true) ? "EADDRINUSE" : bindingProblem(port, host);
}

function isAnswered(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 1_000 });
    const settle = (isThere: boolean) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once("connect", () => settle(true));
    socket.once("error", () => settle(false));
    socket.once("timeout", () => settle(false));
  });
}

function bindingProblem(port: number, host: string | undefined): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "unknown"));
    server.listen({ port, ...(host !== undefined && { host }) }, () => server.close(() => resolve(null)));
  });
}
