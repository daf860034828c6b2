/** What can be asked of a model. Adding an operation is one entry here, and its words in the message catalogue. */
export const OPERATIONS = {
  erase: {
    mask: "required",
    prompt: "none",
    result: "over",
  },
  inpaint: {
    mask: "required",
    prompt: "optional",
    result: "over",
  },
  outpaint: {
    mask: "none",
    prompt: "optional",
    result: "replace",
  },
  "replace-object": {
    mask: "optional",
    prompt: "required",
    result: "over",
  },
  recolor: {
    mask: "optional",
    prompt: "required",
    result: "over",
  },
  "replace-background": {
    mask: "optional",
    prompt: "optional",
    result: "over",
  },
  "remove-background": {
    mask: "none",
    prompt: "none",
    result: "replace",
  },
  restyle: {
    mask: "optional",
    prompt: "optional",
    result: "over",
  },
  upscale: {
    mask: "none",
    prompt: "optional",
    result: "replace",
  },
} as const satisfies Record<string, OperationRow>;

interface OperationRow {
  /** Whether a mask must be drawn, may be drawn (nothing outside it changes then), or is not asked for. */
  readonly mask: "required" | "optional" | "none";
  /** Whether the operation reads a prompt at all; a model may demand one (see `PromptRules`). */
  readonly prompt: "none" | "optional" | "required";
  /** `over`: blended into the picture. `replace`: the picture gets another size or transparency. */
  readonly result: "over" | "replace";
}

export type Operation = keyof typeof OPERATIONS;
export const OPERATION_NAMES = Object.keys(OPERATIONS) as [Operation, ...Operation[]];
