import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { HANG_MILLIS } from "./integration/wait.ts";
import { findWebKit } from "./webkit/installed.ts";

// Said before anything is built.
await findWebKit();

/** The main journeys once more, in the WebKitGTK that is installed here, driven through its own WebDriver. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["tests/webkit/*.test.ts"],
    globalSetup: ["tests/webkit/global-setup.ts"],
    reporters: ["default", ["json", { outputFile: ".reports/webkit.json" }]],
    // A driver has one browser at a time.
    maxWorkers: 1,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: HANG_MILLIS } },
  },
});
