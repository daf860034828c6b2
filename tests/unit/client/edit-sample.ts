import type { Appearance } from "#lib/contracts/appearance.ts";
import type { Edit } from "#lib/contracts/edit.ts";

export const IMAGE_ID = "5f0c7f0e-3d56-4a54-9a3e-1b1c0c1c9b11";

/** A valid edit; ids are made from a small number so that tests can name them. */
export function editSample(number: number, changes: Partial<Edit> = {}): Edit {
  return {
    id: editId(number),
    imageId: IMAGE_ID,
    parentEditId: null,
    operation: "erase",
    model: "local/migan",
    prompt: "",
    options: {},
    expand: null,
    scale: null,
    hasMask: true,
    references: 0,
    status: "running",
    stage: "painting",
    progress: 0.5,
    queuePosition: null,
    tokens: { quoted: 1, charged: 0 },
    window: { x: 0, y: 0, width: 512, height: 512 },
    spreadPixels: 8,
    outsidePixelsChanged: null,
    patches: [],
    replaced: null,
    preview: null,
    choice: null,
    warnings: [],
    error: null,
    appearance: null,
    discardedAt: null,
    createdAt: `2026-01-01T00:00:${String(number % 60).padStart(2, "0")}Z`,
    startedAt: null,
    finishedAt: null,
    ...changes,
  };
}

/** A finished edit whose result can be changed. */
export function resultSample(number: number, appearance: Partial<Appearance> = {}, changes: Partial<Edit> = {}): Edit {
  return editSample(number, {
    status: "succeeded",
    stage: "done",
    progress: 1,
    finishedAt: "2026-01-01T00:01:00Z",
    appearance: {
      visible: true,
      opacity: 1,
      feather: null,
      plannedFeather: 4,
      colourMatch: 1,
      erased: false,
      reblendable: true,
      reblending: false,
      problem: null,
      revision: 0,
      ...appearance,
    },
    ...changes,
  });
}

export const editId = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
