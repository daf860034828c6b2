import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { SlowestFirst } from "./integration/slowest-first.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
// The server's files are written for Node with `--conditions=react-server`, where `server-only` is an empty module.
// Without "import": these also reach Node, whose `require` would then be given ES modules.
const conditions = ["react-server", "node", "module"];
const PROVIDER_TESTS = "tests/unit/providers/{*,aquarelle/*}.test.ts";
const projectFlag = process.argv.indexOf("--project");
const project = projectFlag < 0 ? "all" : process.argv[projectFlag + 1];

export default defineConfig({
  root,
  ssr: { resolve: { conditions, externalConditions: conditions } },
  resolve: { conditions },
  test: {
    // By itself it leaves one core unused.
    maxWorkers: "100%",
    sequence: { sequencer: SlowestFirst },
    // What the server logs while a test passes is noise.
    silent: "passed-only",
    reporters: ["default", ["json", { outputFile: `.reports/vitest-${project}.json` }]],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          exclude: [PROVIDER_TESTS],
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "providers",
          include: [PROVIDER_TESTS],
          setupFiles: ["tests/unit/providers/no-pauses.ts"],
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/integration/global-setup.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // However many cores there are: each file has a whole stack of its own, and waits for it half of the time.
          maxWorkers: 3,
        },
      },
    ],
  },
});
