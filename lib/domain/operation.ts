/** What can be asked of a model. Adding an operation is one entry here. */
export const OPERATIONS = {
  erase: {
    label: "Erase",
    hint: "Removes what you marked and fills in what was behind it.",
    mask: "required",
    prompt: "none",
    result: "over",
  },
  inpaint: {
    label: "Replace",
    hint: "Paints what you describe into the marked region.",
    mask: "required",
    prompt: "optional",
    result: "over",
  },
  outpaint: {
    label: "Extend",
    hint: "Makes the picture larger and paints what lies beyond its edges.",
    mask: "none",
    prompt: "optional",
    result: "replace",
  },
  "replace-object": {
    label: "Swap",
    hint: "Finds what you name and puts something else in its place.",
    mask: "optional",
    prompt: "required",
    result: "over",
  },
  recolor: {
    label: "Recolor",
    hint: "Gives what you name, or what you marked, another colour.",
    mask: "optional",
    prompt: "required",
    result: "over",
  },
  "replace-background": {
    label: "Replace background",
    hint: "Keeps the subject and paints a new background behind it.",
    mask: "optional",
    prompt: "optional",
    result: "over",
  },
  "remove-background": {
    label: "Remove background",
    hint: "Keeps the subject and makes everything else transparent.",
    mask: "none",
    prompt: "none",
    result: "replace",
  },
  restyle: {
    label: "Restyle",
    hint: "Repaints the picture, or the marked region, in another style.",
    mask: "optional",
    prompt: "optional",
    result: "over",
  },
  upscale: {
    label: "Upscale",
    hint: "Makes the picture larger.",
    mask: "none",
    prompt: "optional",
    result: "replace",
  },
} as const satisfies Record<string, OperationRow>;

interface OperationRow {
  /** The verb on the button. */
  readonly label: string;
  readonly hint: string;
  /** Whether a mask must be drawn, may be drawn (nothing outside it changes then), or is not asked for. */
  readonly mask: "required" | "optional" | "none";
  /** Whether the operation reads a prompt at all; a model may demand one (see `PromptRules`). */
  readonly prompt: "none" | "optional" | "required";
  /** `over`: blended into the picture. `replace`: the picture gets another size or transparency. */
  readonly result: "over" | "replace";
}

export type Operation = keyof typeof OPERATIONS;
export const OPERATION_NAMES = Object.keys(OPERATIONS) as [Operation, ...Operation[]];
