import "server-only";
import { Worker } from "node:worker_threads";
import { RepaintError } from "#lib/domain/error.ts";
import { type ChosenModel, chooseModel } from "./choose-model.ts";
import { cutOut } from "./cut-out.ts";
import { enlarge } from "./enlarge.ts";
import type { FillInput, FillResult } from "./fill.ts";
import { inpaint } from "./inpaint.ts";
import type { ChildSettings, FromChild, Result, ToChild } from "./protocol.ts";
import { chooseSam } from "./select/choose-sam.ts";
import { propose } from "./select/propose.ts";
import { refine } from "./select/refine.ts";
import type { Sam } from "./select/sam.ts";

/** The engine's process, forked by `host.ts`: holds the models, does one task at a time, ends with its parent. */
const settings = JSON.parse(process.argv[2] ?? "{}") as ChildSettings;
// Loaded when first needed, then kept. A model that cannot be used is not tried again: its file does not change.
let fillModel: Promise<ChosenModel> | null = null;
let selectModel: Promise<Sam | null> | null = null;

process.on("disconnect", () => process.exit(0));
process.on("message", (message: ToChild) => void answer(message));
new Worker(new URL("./memory-watch.ts", import.meta.url), {
  workerData: { memoryLimitBytes: settings.memoryLimitBytes },
}).unref();

async function answer(task: ToChild): Promise<void> {
  try {
    send({ kind: "done", result: await perform(task), peakMemoryBytes: process.resourceUsage().maxRSS * 1024 });
  } catch (cause) {
    const detail = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    const code = OUT_OF_MEMORY.test(detail) ? "engine_out_of_memory" : "bad_response";
    send({ kind: "failed", code: cause instanceof RepaintError ? cause.code : code, detail });
  }
}

async function perform(task: ToChild): Promise<Result> {
  switch (task.kind) {
    case "fill":
      return fill(task.input);
    case "enlarge":
      return { pixels: enlarge(task.input, task.input.scale, tell), warnings: [] };
    case "cutOut":
      return { pixels: cutOut(task.input), warnings: [] };
    case "embed":
      return (await openSam())?.embed(task.input) ?? null;
    case "propose":
      return propose(task.input, task.input.embedding && (await openSam()));
    case "refine":
      return refine(task.input);
  }
}

async function fill(input: FillInput): Promise<FillResult> {
  fillModel ??= chooseModel(settings.modelPath, tellFallback);
  const { net, warnings } = await fillModel;
  const filled = await inpaint(input, net, tell);
  return { ...filled, warnings: [...warnings, ...filled.warnings] };
}

function openSam(): Promise<Sam | null> {
  selectModel ??= chooseSam(tellFallback);
  return selectModel;
}

function tellFallback(reason: string): void {
  send({ kind: "fallback", reason });
}

function tell(fraction: number): void {
  send({ kind: "progress", fraction });
}

/** How V8, WebAssembly and ONNX Runtime say that an allocation failed. */
const OUT_OF_MEMORY = /bad_alloc|out of memory|allocation failed|failed to allocate|cannot allocate/i;

function send(message: FromChild): void {
  // Without a parent there is nobody to tell, and `disconnect` ends the process.
  if (process.connected) process.send?.(message);
}
