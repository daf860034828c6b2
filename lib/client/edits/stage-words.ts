import type { Edit, EditStage } from "#lib/contracts/edit.ts";

const WORDS: Record<Exclude<EditStage, "queued">, string> = {
  reading: "Reading the photo",
  planning: "Choosing the region",
  waiting: "Waiting for the model",
  painting: "Painting",
  blending: "Blending in",
  checking: "Checking the other pixels",
  storing: "Saving",
  done: "Done",
};

/** Where an edit is, in words. */
export function stageInWords({ stage, queuePosition }: Pick<Edit, "stage" | "queuePosition">): string {
  if (stage !== "queued") return WORDS[stage];
  return queuePosition ? `Waiting, ${queuePosition} ahead` : "Waiting to start";
}
