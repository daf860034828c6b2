import "server-only";
import { createEngineProcess, type EngineSettings } from "../engine-process.ts";
import type { EngineStatus, PictureInput } from "../fill.ts";
import type { Embedding } from "./frame.ts";
import type { ProposeInput } from "./propose.ts";
import type { Proposal, RefineInput } from "./refine.ts";

/**
 * Selects objects in pictures: `embed` once per picture (seconds), then for each click `propose` and `refine`.
 * Each throws `RepaintError` `engine_out_of_memory` or `bad_response` where the process died.
 */
export interface Selector {
  /** What the model made of the picture, whose longer side is `FRAME` pixels. Null where there is no model. */
  embed(picture: PictureInput): Promise<Embedding | null>;
  /** Throws `outline_required` for points alone where there is no model. */
  propose(input: ProposeInput): Promise<Proposal>;
  /** Coverage, 0 to 255, of the detail's size. */
  refine(input: RefineInput): Promise<Uint8Array>;
  status(): EngineStatus;
  close(): Promise<void>;
}

/** A process of its own, so that no click waits behind a fill. */
export function createSelector(settings: Omit<EngineSettings, "modelPath"> = {}): Selector {
  const { perform, status, close } = createEngineProcess(settings);
  return {
    embed: (picture) => perform("embed", picture),
    propose: (input) => perform("propose", input),
    refine: (input) => perform("refine", input),
    status,
    close,
  };
}
