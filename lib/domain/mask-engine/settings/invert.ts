import { cropMask } from "../../mask.ts";
import type { MaskRule } from "./rule.ts";

export const INVERT: MaskRule = {
  reach: 0,
  inverts: true,
  apply: (window, inner) => {
    const inverted = cropMask(window, inner);
    for (let at = 0; at < inverted.data.length; at++) inverted.data[at] = 255 - (inverted.data[at] as number);
    return inverted;
  },
};
