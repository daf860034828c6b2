import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";
import { browserLaunch } from "./e2e/browser.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

// This file is read again by every test process; what the first reading chose travels in the environment.
process.env.E2E_PORT ??= String(await freePort());
process.env.E2E_DATA_DIR ??= mkdtempSync(join(tmpdir(), "repaint-e2e-"));
const baseURL = `http://localhost:${process.env.E2E_PORT}`;

/** New pictures are files of the app: a server that starts after them would build it anew, under those that run. */
const PROVIDER_WORKERS = process.env.UPDATE_PICTURES === undefined ? 2 : 1;

/** The product as a newcomer starts it: `npm start`, embedded stack, empty data folder. */
export default defineConfig({
  testDir: "./e2e",
  outputDir: "../.reports/playwright",
  reporter: [["list"], ["json", { outputFile: "../.reports/playwright.json" }]],
  // One on each server; whoever of the second project runs beside another has a server of its own.
  workers: 2,
  projects: [
    { name: "local", testIgnore: "**/e2e/providers/**", workers: 1 },
    { name: "providers", testMatch: "**/e2e/providers/*.spec.ts", workers: PROVIDER_WORKERS },
  ],
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    baseURL,
    launchOptions: await browserLaunch(),
    viewport: { width: 1440, height: 900 },
    // What moves is decoration, and a browser without a graphics card draws it on the cores that the edits need.
    contextOptions: { reducedMotion: "reduce" },
    // Pictures of every moment would cost more than the tests do.
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
  },
  webServer: {
    command: "npm start",
    cwd: root,
    url: `${baseURL}/api/health/ready`,
    env: {
      PORT: process.env.E2E_PORT,
      REPAINT_DATA_DIR: process.env.E2E_DATA_DIR,
      // All journeys come from one address.
      RATE_LIMIT_FACTOR: "100",
      // Seconds of a core per photo, for clicks that most tests never make.
      PREPARE_SELECTIONS: "0",
    },
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    stdout: "pipe",
  },
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
