/** How three families of ONNX fill models want their tensors. Pure packing: no session, no pixels of a whole photo. */

/** A square picture for the net: interleaved 8-bit RGB and one byte per pixel, 1 = hole. */
export interface NetInput {
  readonly side: number;
  readonly rgb: Uint8Array;
  readonly hole: Uint8Array;
}

export interface PlainTensor {
  readonly type: "uint8" | "float32";
  readonly data: Uint8Array | Float32Array;
  readonly dims: readonly number[];
}

/** The part of a session's metadata that tells the families apart. */
export interface TensorInfo {
  readonly name: string;
  readonly type: string;
  /** A name (or -1) stands for a free dimension. */
  readonly shape: readonly (number | string)[];
}

export interface Adapter {
  readonly engine: "migan" | "lama";
  /** The side the net is fed, in pixels. */
  readonly side: number;
  pack(input: NetInput): Record<string, PlainTensor>;
  /** Interleaved 8-bit RGB of `side * side`. Throws when the tensor has another size. */
  unpack(output: { readonly data: ArrayLike<number> }): Uint8Array;
}

/**
 * Chooses by the inputs' types and channels, or returns null when the model is none of:
 * - MI-GAN pipeline: uint8 image [1,3,H,W] and uint8 mask [1,1,H,W] with 255 = keep;
 * - LaMa as exported by Carve: float image [1,3,H,W] in 0..1 and float mask [1,1,H,W] with 1 = hole;
 * - LaMa with one float input [1,4,H,W]: the image with the hole zeroed, then the mask with 1 = hole.
 */
export function chooseAdapter(inputs: readonly TensorInfo[]): Adapter | null {
  const image = inputs.find((input) => input.shape.length === 4 && channelsOf(input) === 3);
  const mask = inputs.find((input) => input.shape.length === 4 && channelsOf(input) === 1);
  const joined = inputs.find((input) => input.shape.length === 4 && channelsOf(input) === 4);
  if (inputs.length === 2 && image && mask && image.type === mask.type) {
    const side = sideOf(image);
    if (side === null || (sideOf(mask) ?? side) !== side) return null;
    if (image.type === "uint8") return miganAdapter(image.name, mask.name, side);
    if (image.type === "float32") return lamaAdapter(image.name, mask.name, side);
  }
  if (inputs.length === 1 && joined?.type === "float32") {
    const side = sideOf(joined);
    if (side !== null) return joinedLamaAdapter(joined.name, side);
  }
  return null;
}

/** All three families were trained at this side, and it is what a free dimension is fed. */
export const DEFAULT_NET_SIDE = 512;

function miganAdapter(image: string, mask: string, side: number): Adapter {
  return {
    engine: "migan",
    side,
    pack: (input) => ({
      [image]: { type: "uint8", data: toPlanes(input, new Uint8Array(3 * side * side), 1), dims: [1, 3, side, side] },
      [mask]: { type: "uint8", data: input.hole.map((hole) => (hole ? 0 : 255)), dims: [1, 1, side, side] },
    }),
    unpack: (output) => fromPlanes(output.data, side),
  };
}

function lamaAdapter(image: string, mask: string, side: number): Adapter {
  return {
    engine: "lama",
    side,
    pack: (input) => ({
      [image]: {
        type: "float32",
        data: toPlanes(input, new Float32Array(3 * side * side), 1 / 255),
        dims: [1, 3, side, side],
      },
      [mask]: { type: "float32", data: Float32Array.from(input.hole, Number), dims: [1, 1, side, side] },
    }),
    unpack: (output) => fromPlanes(output.data, side),
  };
}

function joinedLamaAdapter(name: string, side: number): Adapter {
  return {
    engine: "lama",
    side,
    pack: (input) => {
      const area = side * side;
      const data = new Float32Array(4 * area);
      toPlanes(input, data, 1 / 255);
      for (let i = 0; i < area; i++) {
        if (!input.hole[i]) continue;
        data[i] = data[area + i] = data[2 * area + i] = 0;
        data[3 * area + i] = 1;
      }
      return { [name]: { type: "float32", data, dims: [1, 4, side, side] } };
    },
    unpack: (output) => fromPlanes(output.data, side),
  };
}

function toPlanes<Samples extends Uint8Array | Float32Array>(input: NetInput, planes: Samples, scale: number): Samples {
  const area = input.side * input.side;
  for (let i = 0; i < area; i++) {
    planes[i] = input.rgb[i * 3]! * scale;
    planes[area + i] = input.rgb[i * 3 + 1]! * scale;
    planes[2 * area + i] = input.rgb[i * 3 + 2]! * scale;
  }
  return planes;
}

/** Exports disagree whether LaMa answers 0..1 or 0..255; a picture whose brightest sample is below 1.5 is the former. */
function fromPlanes(data: ArrayLike<number>, side: number): Uint8Array {
  const area = side * side;
  if (data.length !== area * 3)
    throw new Error(`the model answered ${data.length} values where ${area * 3} were expected`);
  let brightest = 0;
  for (let i = 0; i < data.length; i++) brightest = Math.max(brightest, data[i]!);
  const scale = brightest <= 1.5 && !(data instanceof Uint8Array) ? 255 : 1;
  const rgb = new Uint8ClampedArray(area * 3);
  for (let i = 0; i < area; i++) {
    rgb[i * 3] = data[i]! * scale;
    rgb[i * 3 + 1] = data[area + i]! * scale;
    rgb[i * 3 + 2] = data[2 * area + i]! * scale;
  }
  return new Uint8Array(rgb.buffer);
}

function channelsOf(input: TensorInfo): number | string | undefined {
  return input.shape[1];
}

/** The fixed side of a square input, the default where both are free, null where it is not square or absurd. */
function sideOf(input: TensorInfo): number | null {
  const [height, width] = [input.shape[2], input.shape[3]].map((side) =>
    typeof side === "number" && side > 0 ? side : undefined,
  );
  const side = height ?? width ?? DEFAULT_NET_SIDE;
  return (height ?? side) === (width ?? side) && side >= 64 && side <= 2048 ? side : null;
}
