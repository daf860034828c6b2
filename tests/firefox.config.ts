import { defineConfig } from "@playwright/test";
import { findFirefox } from "./e2e/firefox.ts";
import chromium from "./playwright.config.ts";

/**
 * The journeys of the editor once more, by pointers and by keys, in the Firefox that is installed here, driven through
 * WebDriver BiDi; but for those that hold requests back.
 */
export default defineConfig({
  ...chromium,
  outputDir: "../.reports/firefox",
  reporter: [["list"], ["json", { outputFile: "../.reports/firefox.json" }]],
  workers: 1,
  projects: [
    { name: "firefox", testMatch: /\/(main-job|tools|pointers|keyboard|layers|patch|mask-saved|viewing)\.spec\.ts$/ },
  ],
  use: {
    ...chromium.use,
    browserName: "firefox",
    channel: "moz-firefox",
    launchOptions: {
      executablePath: findFirefox(),
      // For the pointers, of which the window around the page is told.
      args: ["--remote-allow-system-access"],
      firefoxUserPrefs: {
        // The reduced motion that other browsers are asked for over the wire.
        "ui.prefersReducedMotion": 1,
        // Each move of a mouse or a finger comes by itself, and at once.
        "dom.events.coalesce.mousemove": false,
        "dom.events.coalesce.touchmove": false,
      },
    },
  },
});
