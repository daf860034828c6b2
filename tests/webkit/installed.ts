import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** The programs that a WebKit without a screen takes. */
export interface InstalledWebKit {
  readonly driver: string;
  readonly browser: string;
  readonly screen: string;
}

const DRIVERS = ["/usr/bin/WebKitWebDriver", "/usr/local/bin/WebKitWebDriver"];
const SCREENS = ["/usr/bin/Xvfb", "/usr/local/bin/Xvfb"];
/** Debian puts its own browser in a folder per architecture, others in one of two. */
const LIBRARY_FOLDERS = ["/usr/lib", "/usr/lib64", "/usr/libexec"];
const BROWSER_FOLDERS = ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"];

/** The WebKitGTK that is installed here, of release 2.50 or later. */
export async function findWebKit(): Promise<InstalledWebKit> {
  const driver = DRIVERS.find(existsSync);
  const screen = SCREENS.find(existsSync);
  const browser = await findBrowser();
  if (driver && screen && browser) return { driver, screen, browser };
  throw new Error(
    "No WebKit was found. On Debian or Ubuntu `apt-get install libwebkit2gtk-4.1-0 webkit2gtk-driver xvfb` installs WebKitGTK, its driver and a screen without a monitor; then try again.",
  );
}

async function findBrowser(): Promise<string | undefined> {
  const folders = await Promise.all(
    LIBRARY_FOLDERS.map(async (library) => {
      const inside = await readdir(library).catch(() => []);
      return [library, ...inside.filter((name) => name.endsWith("-linux-gnu")).map((name) => join(library, name))];
    }),
  );
  return folders
    .flat()
    .flatMap((folder) => BROWSER_FOLDERS.map((name) => join(folder, name, "MiniBrowser")))
    .find(existsSync);
}
