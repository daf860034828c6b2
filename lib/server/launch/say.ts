import "server-only";

const isPlain = !process.stdout.isTTY || Boolean(process.env.NO_COLOR);
const style = (code: number) => (text: string) => (isPlain ? text : `\u001b[${code}m${text}\u001b[0m`);
const bold = style(1);
const dim = style(2);
const red = style(31);

export interface Readiness {
  readonly url: string;
  readonly seconds: number;
  readonly demoEmail: string | undefined;
  readonly logs: string;
  readonly isSandboxed: boolean;
}

/** Everything the launcher says in the terminal. */
export const say = {
  building: () => console.log(dim("Building the app, once after each update. This takes about a minute.")),
  ready({ url, seconds, demoEmail, logs, isSandboxed }: Readiness) {
    console.log(`\n  ${bold("Repaint")} ${dim(`is ready, after ${seconds.toFixed(1)} s`)}\n\n  ${bold(url)}\n`);
    if (demoEmail) console.log(`  Press ${bold("Continue with the demo account")}: ${demoEmail}, no password needed.`);
    if (isSandboxed) console.log("  Providers are stand-ins on this machine: nothing is sent anywhere, nothing costs.");
    console.log(dim(`  Logs are in ${logs}. Press Ctrl-C to stop.\n`));
  },
  note: (line: string) => console.log(dim(line)),
  stopping: () => console.log(dim("\nStopping. Press Ctrl-C again to stop at once.")),
  /** A sentence for an expected failure; the whole error for a bug. */
  failed: (reason: unknown) => console.error(typeof reason === "string" ? red(reason) : reason),
};
