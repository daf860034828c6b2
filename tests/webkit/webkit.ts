import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "#supabase/embedded/free-port.ts";
import { waitFor } from "#tests/integration/wait.ts";
import { findWebKit } from "./installed.ts";

/** A driver that opens WebKits on a screen that nobody sees. */
export interface WebKit {
  readonly driverUrl: string;
  readonly browser: string;
  /** Where downloads arrive. */
  readonly downloads: string;
}

/** What moves is decoration, and drawing it costs the cores that the edits need. */
const SETTINGS = "[Settings]\ngtk-enable-animations=0\n";

/** Stops when its scope is left. */
export async function startWebKit(): Promise<WebKit & AsyncDisposable> {
  const installed = await findWebKit();
  const home = await mkdtemp(join(tmpdir(), "repaint-webkit-"));
  const [config, downloads] = [join(home, ".config"), join(home, "downloads")];
  await mkdir(downloads);
  await mkdir(join(config, "gtk-3.0"), { recursive: true });
  await writeFile(join(config, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  await writeFile(join(config, "gtk-3.0", "settings.ini"), SETTINGS);

  const screen = start(installed.screen, ["-displayfd", "3", "-screen", "0", "1600x1100x24", "-nolisten", "tcp"]);
  const [display] = await once(screen.child.stdio[3] as NodeJS.ReadableStream, "data");
  const port = await freePort();
  const driver = start(installed.driver, [`--port=${port}`], {
    ...{ DISPLAY: `:${String(display).trim()}`, HOME: home, XDG_CONFIG_HOME: config },
    // Without it a browser looks for a desktop's accessibility, and complains that there is none.
    NO_AT_BRIDGE: "1",
  });
  const driverUrl = `http://127.0.0.1:${port}`;
  await waitFor("the driver of WebKit", () => fetch(`${driverUrl}/status`).catch(() => null));
  return {
    ...{ driverUrl, downloads, browser: installed.browser },
    [Symbol.asyncDispose]: async () => {
      await driver.stop();
      await screen.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

function start(program: string, args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  const env = { ...process.env, ...variables };
  const child = spawn(program, args, { env, stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const exited = once(child, "exit");
  return {
    child,
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}
