import "server-only";
import { HOSTED, pricePerCall, seedOption, whiteRepaints } from "../declare.ts";
import { instructionOf } from "../instruction.ts";
import type { Model } from "../provider.ts";
import { AS_JOB, type Endpoint, IDEOGRAM_3, SIZES, seedOf, soldByQuality } from "./endpoint.ts";
import { MAGIC_PROMPT, magicPromptOf, STYLE_OPTIONS, styleOf } from "./styles.ts";

/** A mask of both models that take a description: what is black is edited. */
const BLACK_EDITS = {
  channel: "luminance",
  polarity: "255-keeps",
  soft: false,
  maxBytes: 25_000_000,
  required: true,
} as const satisfies Model["mask"];

const PRECISE_EDIT_SOLD = soldByQuality({ very_low: 0.008, low: 0.03, medium: 0.06, high: 0.22 }, "medium", {
  very_low: "Draft",
  low: "Low",
  medium: "Medium",
  high: "High",
});

export const PRECISE_EDIT: Endpoint = {
  path: "/v2/image/precise-edit/ideogram-4-5",
  usd: PRECISE_EDIT_SOLD.usd,
  fields: (call) => ({
    values: {
      // What the person writes is an instruction already. References have a field of their own, so none is told apart.
      prompt: call.operation === "erase" ? instructionOf({ ...call, references: [] }) : call.prompt,
      quality: PRECISE_EDIT_SOLD.qualityOf(call),
      ...seedOf(call),
      ...AS_JOB,
    },
    pictures: { reference_images: call.references },
  }),
  model: {
    ...HOSTED,
    id: "ideogram/precise-edit",
    name: "Ideogram 4.5 Precise Edit",
    description:
      "Follows an instruction inside the marked region, such as a new colour, object or text; it takes a while.",
    operations: ["inpaint", "erase"],
    // Without a mask it edits the whole picture; one that marks everything it refuses.
    mask: { ...BLACK_EDITS, required: false },
    maxReferences: 3,
    image: { ...SIZES, formats: ["png", "jpeg"], maxBytes: 50_000_000 },
    prompt: { use: "required", maxCharacters: 2_000 },
    options: [PRECISE_EDIT_SOLD.option, seedOption()],
    execution: "async",
    price: PRECISE_EDIT_SOLD.price,
    deadlineMillis: 600_000,
  },
};

export const INPAINT: Endpoint = {
  path: "/v2/image/inpaint/ideogram-3",
  usd: IDEOGRAM_3.usd,
  fields: (call) => {
    const style = styleOf(call);
    return {
      values: {
        prompt: call.prompt,
        rendering_speed: IDEOGRAM_3.qualityOf(call),
        ...style.values,
        ...magicPromptOf(call),
        ...seedOf(call),
        ...AS_JOB,
      },
      pictures: { style_reference_images: style.references },
      warnings: style.warnings,
    };
  },
  model: {
    ...HOSTED,
    id: "ideogram/inpaint",
    name: "Ideogram 3.0",
    description: "Paints what you describe into the marked region, in many styles or in that of a picture you add.",
    operations: ["inpaint"],
    mask: BLACK_EDITS,
    maxReferences: 3,
    image: { ...SIZES, formats: ["png", "jpeg"], maxBytes: 25_000_000 },
    prompt: { use: "required", maxCharacters: 2_000 },
    options: [IDEOGRAM_3.option, ...STYLE_OPTIONS, MAGIC_PROMPT, seedOption()],
    execution: "async",
    price: IDEOGRAM_3.price,
    deadlineMillis: 180_000,
  },
};

const REMOVE_OBJECT_USD = 0.03;

/** Always a job, and the only one here whose mask is white where it changes. */
export const REMOVE_OBJECT: Endpoint = {
  path: "/v2/image/remove-object/ideogram-1",
  usd: () => REMOVE_OBJECT_USD,
  fields: (call) => ({ values: seedOf(call) }),
  model: {
    ...HOSTED,
    id: "ideogram/remove-object",
    name: "Ideogram Remove Object",
    description: "Removes what you marked and rebuilds what was behind it; best with one object at a time.",
    operations: ["erase"],
    mask: whiteRepaints(50_000_000),
    image: { ...SIZES, formats: ["png", "jpeg"], maxBytes: 50_000_000 },
    prompt: { use: "ignored" },
    options: [seedOption()],
    execution: "async",
    price: pricePerCall(REMOVE_OBJECT_USD),
    deadlineMillis: 180_000,
  },
};
