/** What can be asked of a model. Adding an operation is one entry here. */
export const OPERATIONS = {
  erase: {
    label: "Erase",
    hint: "Removes what you marked and fills in what was behind it.",
    needsMask: true,
    prompt: "none",
  },
  inpaint: {
    label: "Replace",
    hint: "Paints what you describe into the marked region.",
    needsMask: true,
    prompt: "optional",
  },
} as const satisfies Record<string, OperationRow>;

interface OperationRow {
  /** The verb on the button. */
  readonly label: string;
  readonly hint: string;
  readonly needsMask: boolean;
  /** Whether the operation reads a prompt at all; a model may demand one (see `PromptRules`). */
  readonly prompt: "none" | "optional";
}

export type Operation = keyof typeof OPERATIONS;
export const OPERATION_NAMES = Object.keys(OPERATIONS) as [Operation, ...Operation[]];
