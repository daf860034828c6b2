import { existsSync } from "node:fs";
import type { Browser } from "@playwright/test";

const SYSTEM_BROWSERS = [
  "/usr/bin/firefox",
  "/usr/bin/firefox-esr",
  "/snap/bin/firefox",
  "/Applications/Firefox.app/Contents/MacOS/firefox",
  "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
];

/** The Firefox that is installed here. Nothing is downloaded. */
export function findFirefox(): string {
  const system = SYSTEM_BROWSERS.find(existsSync);
  if (system) return system;
  throw new Error("No Firefox was found. Install Firefox 140 or later, then try again.");
}

/** What Playwright asks of every new page, and no test here needs. */
const YOUNG_COMMAND = "emulation.setMediaFeaturesOverride";

interface Session {
  send(method: string, ...rest: unknown[]): Promise<unknown>;
}
/** Playwright's own end of a browser, of which no type tells. */
interface Internals {
  readonly _connection: { toImpl(browser: Browser): { readonly _browserSession: Session } };
}

/** Lets Playwright drive releases of Firefox that cannot pretend to prefer light or dark, such as its ESR of 2026. */
export function forgiveFirefox(browser: Browser): void {
  if (browser.browserType().name() !== "firefox") return;
  const { _browserSession: session } = (browser as unknown as Internals)._connection.toImpl(browser);
  const send = session.send.bind(session);
  session.send = async (method, ...rest) => {
    try {
      return await send(method, ...rest);
    } catch (error) {
      if (method === YOUNG_COMMAND && String(error).includes("unknown command")) return {};
      throw error;
    }
  };
}
