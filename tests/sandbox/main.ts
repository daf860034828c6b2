import { startSandbox } from "./kit/server.ts";
import { STANDINS } from "./standins/index.ts";

/**
 * `npm run sandbox`: stand-ins of all providers on this machine, for trying Repaint without a key. Prints the variables
 * to start it with; `npm start -- --sandbox` does both at once.
 */
const port = Number(process.env.SANDBOX_PORT ?? 4010);
const sandbox = await startSandbox(
  STANDINS.map(({ standin }) => standin),
  {
    port,
    about: (url) => ({
      environment: Object.assign(
        {},
        ...STANDINS.map(({ standin, variables }) => variables(`${url}/${standin.id}`, standin.key)),
      ),
    }),
  },
);

const { environment } = sandbox.about as { environment: Record<string, string> };
console.log(`The sandbox answers on ${sandbox.url}. Start Repaint against it with these variables:\n`);
for (const [name, value] of Object.entries(environment)) console.log(`${name}=${value}`);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
}
