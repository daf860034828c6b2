import { defineConfig } from "@playwright/test";
import { findFirefox } from "./e2e/firefox.ts";
import chromium from "./playwright.config.ts";

/**
 * The main journeys once more, in the Firefox that is installed here, driven through WebDriver BiDi; but for those that
 * close a tab with the mouse button down, which a driver waits for, and that hold requests back.
 */
export default defineConfig({
  ...chromium,
  outputDir: "../.reports/firefox",
  reporter: [["list"], ["json", { outputFile: "../.reports/firefox.json" }]],
  workers: 1,
  projects: [{ name: "firefox", testMatch: /\/(main-job|tools|layers|patch|viewing)\.spec\.ts$/ }],
  use: {
    ...chromium.use,
    browserName: "firefox",
    channel: "moz-firefox",
    // The reduced motion that other browsers are asked for over the wire.
    launchOptions: { executablePath: findFirefox(), firefoxUserPrefs: { "ui.prefersReducedMotion": 1 } },
  },
});
