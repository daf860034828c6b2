import { startSandbox } from "./kit/server.ts";
import { createStandins, sandboxVariables } from "./standins/index.ts";

/**
 * `npm run sandbox`: stand-ins of all providers on this machine, for trying Repaint without a key. Prints the variables
 * to start it with; `npm start -- --sandbox` does both at once.
 */
const DEFAULT_PORT = 4010;

const entries = createStandins();
const sandbox = await startSandbox(
  entries.map(({ standin }) => standin),
  {
    port: Number(process.env.SANDBOX_PORT ?? DEFAULT_PORT),
    about: (url) => ({ environment: sandboxVariables(entries, url) }),
  },
);

console.log(`The sandbox answers on ${sandbox.url}. Start Repaint against it with these variables:\n`);
for (const [name, value] of Object.entries(sandboxVariables(entries, sandbox.url))) console.log(`${name}=${value}`);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
}
