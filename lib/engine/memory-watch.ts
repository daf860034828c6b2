import "server-only";
import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { OUT_OF_MEMORY_NOTE } from "./protocol.ts";

/**
 * A thread beside the engine: inference blocks the main thread, and its memory is not V8's, so `--max-old-space-size`
 * does not bound it. Ends the whole process, which is made to be restarted.
 */
const { memoryLimitBytes } = workerData as { memoryLimitBytes: number };
const STDERR = 2;
const CHECK_MILLIS = 100;

setInterval(() => {
  if (process.memoryUsage.rss() < memoryLimitBytes) return;
  writeSync(STDERR, `${OUT_OF_MEMORY_NOTE}\n`);
  process.kill(process.pid, "SIGKILL");
}, CHECK_MILLIS);
