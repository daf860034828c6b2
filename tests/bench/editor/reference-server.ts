import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";
import { freePort } from "#supabase/embedded/free-port.ts";
import type { Served } from "./candidates.ts";

/** Builds the reference page as one would for production, and serves it. */
export async function serveReference(): Promise<Served> {
  const outDir = await mkdtemp(join(tmpdir(), "repaint-bench-reference-"));
  const root = fileURLToPath(new URL("reference", import.meta.url));
  const shared = { root, configFile: false, logLevel: "error" } as const;
  await build({ ...shared, build: { outDir, emptyOutDir: true } });
  const port = await freePort();
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: { port, strictPort: true, host: "127.0.0.1" },
  });
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
