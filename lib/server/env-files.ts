import { existsSync } from "node:fs";
import path from "node:path";

/**
 * Loads `.env.local`, then `.env`, into `process.env`. What is set already wins, so the order of precedence is Next's:
 * environment, `.env.local`, `.env`. For programs that Next does not start: launcher, worker, migrator.
 */
export function loadEnvFiles(directory = process.cwd()): void {
  for (const name of [".env.local", ".env"]) {
    const file = path.join(directory, name);
    if (existsSync(file)) process.loadEnvFile(file);
  }
}
