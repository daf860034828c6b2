import { matrixProfile, type Primaries, type ToneCurve } from "./icc-profile.ts";
import { HeicError } from "./problem.ts";

/**
 * An ICC profile of a colour space that a file names by the numbers of ITU-T H.273 (`nclx`), as Android's cameras do. Null
 * for sRGB, which needs none, and for "unspecified", which is taken as it.
 *
 * The curve of BT.709 counts as that of sRGB, as all viewers of photos take it: it is written by encoders that never asked.
 *
 * @throws HeicError `unsupported` for HDR curves (PQ and HLG), whose numbers mean nothing without tone mapping
 */
export function profileOfNclx(primaries: number, transfer: number): Uint8Array<ArrayBuffer> | null {
  if (transfer === PQ || transfer === HLG) throw new HeicError("unsupported", `HDR transfer ${transfer}`);
  const space = PRIMARIES.get(primaries) ?? SRGB;
  const curve = CURVES.get(transfer) ?? SRGB_CURVE;
  return space === SRGB && curve === SRGB_CURVE ? null : matrixProfile(space, curve);
}

const PQ = 16;
const HLG = 18;

const D65 = [0.3127, 0.329] as const;
const SRGB: Primaries = { name: "sRGB", red: [0.64, 0.33], green: [0.3, 0.6], blue: [0.15, 0.06], white: D65 };

/** Chromaticities by H.273, table 2. */
const PRIMARIES: ReadonlyMap<number, Primaries> = new Map<number, Primaries>([
  [5, { name: "BT.470 BG", red: [0.64, 0.33], green: [0.29, 0.6], blue: [0.15, 0.06], white: D65 }],
  [6, { name: "BT.601", red: [0.63, 0.34], green: [0.31, 0.595], blue: [0.155, 0.07], white: D65 }],
  [9, { name: "BT.2020", red: [0.708, 0.292], green: [0.17, 0.797], blue: [0.131, 0.046], white: D65 }],
  [11, { name: "DCI-P3", red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06], white: [0.314, 0.351] }],
  [12, { name: "Display P3", red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06], white: D65 }],
]);

/** IEC 61966-2-1. */
const SRGB_CURVE: ToneCurve = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];

/** Curves by H.273, table 3. */
const CURVES: ReadonlyMap<number, ToneCurve> = new Map<number, ToneCurve>([
  [4, [2.2]],
  [5, [2.8]],
  [8, [1]],
]);
