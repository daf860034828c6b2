import "server-only";
import type { Warning } from "#lib/domain/notice.ts";
import { choiceOption, fractionOption, NO_MASK } from "../declare.ts";
import type { ProviderCall } from "../provider.ts";
import { endpoint } from "./endpoint.ts";
import { MAX_TEXT_CHARACTERS, MODERATE_RATIO, pictureRules } from "./limits.ts";
import { NEGATIVE_PROMPT, SEED, text } from "./options.ts";

export const REMOVE_BACKGROUND = endpoint({
  path: "edit/remove-background",
  credits: 5,
  model: {
    id: "stability/remove-background",
    name: "Stability remove background",
    description: "Finds the subject by itself and makes everything else transparent.",
    operations: ["remove-background"],
    image: pictureRules({}, { maxPixels: 4_194_304 }),
    mask: NO_MASK,
    prompt: { use: "ignored" },
    options: [],
  },
  fields: ({ image }) => ({ image }),
});

/** The background comes from a description, from a picture in whose style it is painted, or from both. */
export const REPLACE_BACKGROUND = endpoint({
  path: "edit/replace-background-and-relight",
  credits: 8,
  model: {
    id: "stability/replace-background",
    name: "Stability replace background and relight",
    description: "Paints a new background and lights the subject to match, which may change the subject a little.",
    operations: ["replace-background"],
    image: pictureRules({ pictures: 2 }, MODERATE_RATIO),
    mask: NO_MASK,
    prompt: { use: "optional", maxCharacters: MAX_TEXT_CHARACTERS, orReference: true },
    options: [
      SEED,
      NEGATIVE_PROMPT,
      text("subjectPrompt", "Subject", "What the subject is, in English; keeps the background's colours off it."),
      fractionOption("preserveSubject", "Keep the subject", { hint: "1 keeps every pixel of it, 0 lights it anew." }),
      fractionOption("backgroundDepth", "Keep the depth", {
        hint: "How far the new background follows the old one's depth.",
      }),
      {
        type: "flag",
        name: "keepBackground",
        label: "Only relight",
        hint: "Keeps the background and changes its light.",
        default: false,
      },
      choiceOption("lightDirection", "Light from", { above: "Above", below: "Below", left: "Left", right: "Right" }),
      fractionOption("lightStrength", "Light strength", { hint: "Needs a direction." }),
    ],
    maxReferences: 1,
    execution: "async",
  },
  fields: ({ image, references: [background], prompt, options }) => ({
    subject_image: image,
    background_reference: background,
    background_prompt: prompt || undefined,
    foreground_prompt: options.subjectPrompt,
    negative_prompt: options.negativePrompt,
    preserve_original_subject: options.preserveSubject,
    original_background_depth: options.backgroundDepth,
    keep_original_background: options.keepBackground,
    light_source_direction: options.lightDirection,
    light_source_strength: hasAimlessLight(options) ? undefined : options.lightStrength,
    seed: options.seed,
  }),
  warnings: ({ options }) => (hasAimlessLight(options) ? [AIMLESS_LIGHT] : []),
});

/** The service refuses a strength of a light that comes from nowhere. */
const hasAimlessLight = ({ lightStrength, lightDirection }: ProviderCall["options"]) =>
  lightStrength !== undefined && lightDirection === undefined;

const AIMLESS_LIGHT: Warning = { code: "light_without_direction", values: {} };
