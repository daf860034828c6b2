import "server-only";
import type { Operation } from "#lib/domain/operation.ts";
import type { ProviderCall } from "./provider.ts";

/**
 * An operation as an instruction in English, for models that follow instructions. With a mask it speaks of the masked
 * region; without one of what is in the middle, where the window has what was marked. With references it says first
 * which of the pictures is the one to edit.
 */
export function instructionOf({ operation, prompt, mask, options, references }: Asked): string {
  const task = TASKS[operation];
  if (!task) return prompt;
  const hasReferences = references.length > 0;
  const instruction = task({
    wish: prompt.trim(),
    named: String(options.searchPrompt ?? "").trim(),
    isMasked: mask !== null,
    hasReferences,
  });
  return hasReferences ? `${WHICH_PICTURE} ${instruction}` : instruction;
}

type Asked = Pick<ProviderCall, "operation" | "prompt" | "mask" | "options" | "references">;

interface Task {
  readonly wish: string;
  /** What to look for, where the person named it. */
  readonly named: string;
  readonly isMasked: boolean;
  readonly hasReferences: boolean;
}

const WHICH_PICTURE = "Edit the first image. The others only show what is meant.";
const KEEP =
  "Match the light, perspective, focus and grain around it. " +
  "Everything else stays exactly as it is, framing and colors included.";

const TASKS: Readonly<Partial<Record<Operation, (task: Task) => string>>> = {
  inpaint: ({ wish, isMasked }) => {
    const place = isMasked ? "the masked region" : "the center of the picture";
    if (wish === "") return `Fill ${place} with what its surroundings suggest. ${KEEP}`;
    return `Paint this into ${place}: ${ended(wish)} ${KEEP}`;
  },
  erase: ({ isMasked }) => {
    const start = isMasked
      ? "Remove everything in the masked region, with its shadow and reflection,"
      : "Remove the main object in the middle of the picture. Take away the main object's shadow and reflection too,";
    return `${start} and continue the background behind it. Add nothing new. ${KEEP}`;
  },
  outpaint: ({ wish }) => {
    const scene = wish === "" ? "" : ` It shows: ${wish}`;
    return `Continue the picture into the masked border without a seam: the same scene, light, perspective and grain.${scene}`;
  },
  "replace-object": (task) => {
    const place = task.named === "" ? "the same place" : `the place of ${task.named}`;
    return `Replace ${subjectOf(task)} with this, at ${place} and in fitting size: ${ended(task.wish)} ${KEEP}`;
  },
  recolor: (task) => {
    const thing = task.named === "" ? "it" : task.named;
    return `Change only the color of ${subjectOf(task)}. Give ${thing} this color, as told here: ${ended(task.wish)} Keep its shape, texture and shading. ${KEEP}`;
  },
  "replace-background": ({ wish }) => {
    const scene = wish === "" ? "a plain one that suits the subject" : wish;
    return `Keep the subject exactly as it is, at its place and size, and replace the background with this: ${scene}`;
  },
  "remove-background": () =>
    "Cut out the main subject exactly as it is, at its place and size, and make everything around it fully transparent.",
  restyle: ({ wish, isMasked, hasReferences }) => {
    const style = wish || (hasReferences ? "the style of the other pictures" : "a painting with visible brush strokes");
    const part = isMasked ? "what is in the masked region" : "the whole picture";
    return `Repaint ${part} in this style: ${ended(style)} Keep the composition and every object at its place.`;
  },
};

function subjectOf({ named, isMasked }: Task): string {
  if (named !== "") return named;
  if (isMasked) return "what is in the masked region";
  return "the object that this description means, or else the main one in the middle";
}

/** As a sentence with an end, so that the next one is not read as part of the wish. */
const ended = (wish: string): string => (/[.!?…]$/.test(wish) ? wish : `${wish}.`);
