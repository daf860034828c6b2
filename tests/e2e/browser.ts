import { existsSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium, type LaunchOptions } from "@playwright/test";

const SYSTEM_BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * A Chromium that is already here: Playwright's own if someone installed it, the one inside the npm package
 * `@sparticuz/chromium` (Linux x64), or the system's. Nothing is downloaded.
 */
export async function browserLaunch(): Promise<LaunchOptions> {
  return {
    executablePath: await findBrowser(),
    args: [
      "--no-sandbox", // Chromium refuses to start as root otherwise, as in most containers.
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--force-color-profile=srgb",
    ],
  };
}

async function findBrowser(): Promise<string> {
  const own = chromium.executablePath();
  if (existsSync(own)) return own;
  const packaged = await import("@sparticuz/chromium").catch(() => null);
  if (packaged && process.platform === "linux" && process.arch === "x64") return unpack(packaged.default);
  const system = SYSTEM_BROWSERS.find(existsSync);
  if (system) return system;
  throw new Error("No Chromium was found. Run `npx playwright install chromium` or install Chromium, then try again.");
}

/** It unpacks itself into the folder for temporary files; into one of ours instead, which no other user can own. */
async function unpack(packaged: { executablePath(): Promise<string> }): Promise<string> {
  const { TMPDIR } = process.env;
  process.env.TMPDIR = fileURLToPath(new URL("../../node_modules/.cache/chromium", import.meta.url));
  mkdirSync(process.env.TMPDIR, { recursive: true });
  try {
    return await packaged.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}
