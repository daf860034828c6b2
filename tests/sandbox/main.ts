import { startSandbox } from "./kit/server.ts";
import { createStandins, sandboxVariables } from "./standins/index.ts";
import { startStripeSandbox, stripeVariables } from "./stripe/server.ts";

/**
 * `npm run sandbox`: stand-ins of all providers and of Stripe on this machine, for trying Repaint without a key. Prints
 * the variables to start it with; `npm start -- --sandbox` does both at once.
 */
const { SANDBOX_PORT = "4010", SANDBOX_STRIPE_PORT = "0", PORT = "3000" } = process.env;

const stripe = await startStripeSandbox({
  port: Number(SANDBOX_STRIPE_PORT),
  webhookUrl: `http://127.0.0.1:${PORT}/api/v1/stripe/webhook`,
});
const entries = createStandins();
const variablesAt = (url: string) => ({ ...sandboxVariables(entries, url), ...stripeVariables(stripe) });
const sandbox = await startSandbox(
  entries.map(({ standin }) => standin),
  { port: Number(SANDBOX_PORT), about: (url) => ({ environment: variablesAt(url) }) },
);

console.log(`The sandbox answers on ${sandbox.url}. Start Repaint against it with these variables:\n`);
for (const [name, value] of Object.entries(variablesAt(sandbox.url))) console.log(`${name}=${value}`);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void Promise.all([sandbox.close(), stripe.close()]).then(() => process.exit(0)));
}
