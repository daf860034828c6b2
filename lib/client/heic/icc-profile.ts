import { type IccTag, localisedText, numbers, parametricCurve, writeIcc, xyz } from "./icc-file.ts";
import { apply, diagonal, inverse, type Matrix3, multiply, transpose, type Vector3 } from "./matrix3.ts";

type Chromaticity = readonly [x: number, y: number];

/** A colour space by the CIE 1931 chromaticities of its primaries and its white. */
export interface Primaries {
  readonly name: string;
  readonly red: Chromaticity;
  readonly green: Chromaticity;
  readonly blue: Chromaticity;
  readonly white: Chromaticity;
}

/**
 * From sample to light, both 0..1: x^gamma; or, with four more numbers, (a·x + b)^gamma from d on and c·x below it.
 */
export type ToneCurve = readonly [gamma: number] | readonly [gamma: number, a: number, b: number, c: number, d: number];

/** A display profile of three primaries and one curve (ICC.1:2022, 8.4.3: three-component matrix-based). */
export function matrixProfile(primaries: Primaries, curve: ToneCurve): Uint8Array<ArrayBuffer> {
  const white = toXyz(primaries.white);
  const adapt = adaptation(white);
  const unscaled = transpose([toXyz(primaries.red), toXyz(primaries.green), toXyz(primaries.blue)]);
  // Scaled so that full red, green and blue together make white.
  const toConnection = multiply(adapt, multiply(unscaled, diagonal(apply(inverse(unscaled), white))));
  const [red, green, blue] = transpose(toConnection);
  const tone = parametricCurve(curve);
  const tags: readonly IccTag[] = [
    ["desc", localisedText(primaries.name)],
    ["cprt", localisedText("No copyright")],
    ["wtpt", xyz(D50)],
    ["chad", numbers(adapt.flat())],
    ["rXYZ", xyz(red)],
    ["gXYZ", xyz(green)],
    ["bXYZ", xyz(blue)],
    ["rTRC", tone],
    ["gTRC", tone],
    ["bTRC", tone],
  ];
  return writeIcc(tags);
}

/** The white of the connection space (ICC.1:2022, 7.2.16). */
const D50: Vector3 = [0.9642, 1, 0.8249];

/** Recommended for adapting to it (ICC.1:2022, annex E). */
const BRADFORD: Matrix3 = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];

/** From colours under this white to the same ones under D50. */
function adaptation(white: Vector3): Matrix3 {
  const [from, to] = [apply(BRADFORD, white), apply(BRADFORD, D50)];
  const scale = diagonal([to[0] / from[0], to[1] / from[1], to[2] / from[2]]);
  return multiply(inverse(BRADFORD), multiply(scale, BRADFORD));
}

const toXyz = ([x, y]: Chromaticity): Vector3 => [x / y, 1, (1 - x - y) / y];
