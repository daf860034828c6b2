import "server-only";
import { Worker } from "node:worker_threads";
import { RepaintError } from "#lib/domain/error.ts";
import { type ChosenModel, chooseModel } from "./choose-model.ts";
import type { FillInput } from "./fill.ts";
import { inpaint } from "./inpaint.ts";
import type { ChildSettings, FromChild, ToChild } from "./protocol.ts";

/** The engine's process, forked by `host.ts`: holds the model, fills one hole at a time, ends with its parent. */
const settings = JSON.parse(process.argv[2] ?? "{}") as ChildSettings;
// Loaded at the first fill, then kept. A model that cannot be used is not tried again: its file does not change.
let model: Promise<ChosenModel> | null = null;

process.on("disconnect", () => process.exit(0));
process.on("message", (message: ToChild) => void answer(message.input));
new Worker(new URL("./memory-watch.ts", import.meta.url), {
  workerData: { memoryLimitBytes: settings.memoryLimitBytes },
}).unref();

async function answer(input: FillInput): Promise<void> {
  try {
    model ??= chooseModel(settings.modelPath, (reason) => send({ kind: "fallback", reason }));
    const { net, warnings } = await model;
    const filled = await inpaint(input, net, (fraction) => send({ kind: "progress", fraction }));
    send({
      kind: "done",
      pixels: filled.pixels,
      engine: filled.engine,
      warnings: [...warnings, ...filled.warnings],
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    });
  } catch (cause) {
    const detail = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    const code = OUT_OF_MEMORY.test(detail) ? "engine_out_of_memory" : "bad_response";
    send({ kind: "failed", code: cause instanceof RepaintError ? cause.code : code, detail });
  }
}

/** How V8, WebAssembly and ONNX Runtime say that an allocation failed. */
const OUT_OF_MEMORY = /bad_alloc|out of memory|allocation failed|failed to allocate|cannot allocate/i;

function send(message: FromChild): void {
  // Without a parent there is nobody to tell, and `disconnect` ends the process.
  if (process.connected) process.send?.(message);
}
