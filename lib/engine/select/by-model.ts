import type { Size } from "#lib/domain/raster.ts";
import type { Embedding } from "./frame.ts";
import { outlineOf } from "./outline.ts";
import { type Pointing, toPrompt } from "./prompts.ts";
import type { Sam } from "./sam.ts";

/** Coverage of the object that was pointed at, 0 to 255, of the embedded picture's size. */
export async function selectByModel(sam: Sam, embedding: Embedding, size: Size, pointing: Pointing) {
  const { logits } = await sam.find(embedding, size, toPrompt(pointing));
  const outline = pointing.lasso.length > 0 ? outlineOf(pointing, size) : null;
  return Uint8Array.from(logits, (logit, at) => (outline?.data[at] === 0 ? 0 : toCoverage(logit)));
}

/** The model's logits are steep: they pass from background to object within a few units. */
export function toCoverage(logit: number): number {
  return Math.round(255 / (1 + Math.exp(-logit)));
}
