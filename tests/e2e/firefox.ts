import { existsSync } from "node:fs";
import type { Browser, Page } from "@playwright/test";

const SYSTEM_BROWSERS = [
  "/usr/bin/firefox",
  "/usr/bin/firefox-esr",
  "/snap/bin/firefox",
  "/Applications/Firefox.app/Contents/MacOS/firefox",
  "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
];

/** The Firefox that is installed here, of release 143 or later: earlier ones lack a command that Playwright begins with. Without one Playwright says where it should be. */
export const findFirefox = (): string => SYSTEM_BROWSERS.find(existsSync) ?? "/usr/bin/firefox";

export const isFirefox = (browser: Browser | null): boolean => browser?.browserType().name() === "firefox";

/** What Playwright asks of every new page, and no test here needs. */
const YOUNG_COMMAND = "emulation.setMediaFeaturesOverride";

interface Session {
  send(method: string, ...rest: unknown[]): Promise<unknown>;
}
/** Playwright's own end of a browser, of which no type tells. */
interface Internals {
  readonly _connection: { toImpl(browser: Browser): { readonly _browserSession: Session } };
}

export const browserSession = (browser: Browser): Session =>
  (browser as unknown as Internals)._connection.toImpl(browser)._browserSession;

/** Lets Playwright drive releases of Firefox that cannot pretend to prefer light or dark, such as its ESR of 2026. */
export function forgiveFirefox(browser: Browser): void {
  if (!isFirefox(browser)) return;
  const session = browserSession(browser);
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

export interface SavedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What the page hands to the browser's downloads while `act` is done, of which Firefox tells Playwright nothing. */
export async function handedToDownloads(page: Page, act: () => Promise<void>): Promise<SavedFile> {
  const handed = await page.evaluateHandle(() => {
    const { promise, resolve } = Promise.withResolvers<{ name: string; url: string }>();
    const { createObjectURL } = URL;
    const { click } = HTMLAnchorElement.prototype;
    let file: Blob | MediaSource = new Blob();
    URL.createObjectURL = (made) => {
      file = made;
      return createObjectURL(made);
    };
    HTMLAnchorElement.prototype.click = function () {
      URL.createObjectURL = createObjectURL;
      HTMLAnchorElement.prototype.click = click;
      const reader = new FileReader();
      reader.onload = () => resolve({ name: this.download, url: String(reader.result) });
      reader.readAsDataURL(file as Blob);
    };
    return { promise };
  });
  await act();
  const { name, url } = await handed.evaluate(({ promise }) => promise);
  return { name, bytes: Buffer.from(url.slice(url.indexOf(",") + 1), "base64") };
}
