import type { PictureInput } from "../fill.ts";
import { selectByColour } from "./by-colour.ts";
import { selectByModel } from "./by-model.ts";
import type { Embedding } from "./frame.ts";
import type { Pointing } from "./prompts.ts";
import type { Proposal } from "./refine.ts";
import type { Sam } from "./sam.ts";
import { selectSubject } from "./subject.ts";

export interface ProposeInput extends Pointing {
  /** What `embed` was given. */
  readonly picture: PictureInput;
  /** What `embed` answered; null: work without the model. */
  readonly embedding: Embedding | null;
  readonly mode: "object" | "subject" | "background";
}

/**
 * A rough selection of the picture's size: the object that was pointed at, the picture's subject, or all but that.
 *
 * @throws RepaintError `outline_required` for points alone where there is no model
 */
export async function propose(input: ProposeInput, sam: Sam | null): Promise<Proposal> {
  const { width, height } = input.picture;
  return { width, height, coverage: await cover(input, sam) };
}

async function cover(input: ProposeInput, sam: Sam | null): Promise<Uint8Array> {
  const { picture, embedding, mode } = input;
  if (mode === "object") {
    return sam && embedding ? selectByModel(sam, embedding, picture, input) : selectByColour(picture, input);
  }
  const subject = await selectSubject(picture, sam, embedding);
  return mode === "subject" ? subject : subject.map((value) => 255 - value);
}
