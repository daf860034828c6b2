import { defineConfig } from "@playwright/test";
import { findFirefox } from "./e2e/firefox.ts";
import chromium from "./playwright.config.ts";

/** The main journeys once more, in the Firefox that is installed here, driven through WebDriver BiDi. */
export default defineConfig({
  ...chromium,
  outputDir: "../.reports/firefox",
  reporter: [["list"], ["json", { outputFile: "../.reports/firefox.json" }]],
  workers: 1,
  projects: [{ name: "firefox", testMatch: /\/(main-job|tools|layers|mask-saved|patch|viewing)\.spec\.ts$/ }],
  use: {
    ...chromium.use,
    browserName: "firefox",
    channel: "moz-firefox",
    // The reduced motion that other browsers are asked for over the wire.
    launchOptions: { executablePath: findFirefox(), firefoxUserPrefs: { "ui.prefersReducedMotion": 1 } },
  },
});
