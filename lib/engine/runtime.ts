import { availableParallelism } from "node:os";
import { ModelError } from "./bundled-model.ts";

/** More threads than this bring nets of this size nothing and take them from the rest of the machine. */
const MAX_THREADS = 4;

/** Opens a model, given as bytes or as a path. Throws `ModelError` where that is not possible. */
export async function openSession(source: Uint8Array | string) {
  const { InferenceSession, Tensor } = await loadRuntime();
  const options = {
    // Threads that wait by spinning take the cores from everything else here, and bring nothing where they are alone.
    extra: { session: { intra_op: { allow_spinning: "0" } } },
    // The arena keeps the peak (almost 1 GB) for the life of the process; without it the same run takes 600 MB and returns them.
    enableCpuMemArena: false,
    intraOpNumThreads: threads(),
    logSeverityLevel: 3,
  } as const;
  const session = await (typeof source === "string"
    ? InferenceSession.create(source, options)
    : InferenceSession.create(source, options)
  ).catch((cause: unknown) => {
    throw new ModelError(`The model file could not be loaded: ${reasonOf(cause)}`);
  });
  return { session, Tensor };
}

/** What an error says, short enough for a log line. */
export function reasonOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).slice(0, 300);
}

/** Native where it is installed and loads on this machine, otherwise WASM: same results, about half the speed. */
async function loadRuntime() {
  try {
    return await import("onnxruntime-node");
  } catch {
    const runtime = await import("onnxruntime-web");
    runtime.env.wasm.numThreads = threads();
    return runtime;
  }
}

const threads = () => Math.min(availableParallelism(), MAX_THREADS);
