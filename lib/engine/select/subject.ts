import { RepaintError } from "#lib/domain/error.ts";
import type { Size } from "#lib/domain/raster.ts";
import { cutOut } from "../cut-out.ts";
import type { PictureInput } from "../fill.ts";
import { selectByColour } from "./by-colour.ts";
import { toCoverage } from "./by-model.ts";
import type { Embedding } from "./frame.ts";
import { prominence } from "./prominence.ts";
import { toPrompt } from "./prompts.ts";
import type { Sam } from "./sam.ts";

/** Where subjects are looked for, as parts of width and height: the middle first, then the crossings of the thirds. */
const PLACES: readonly (readonly [number, number])[] = [
  [0.5, 0.5],
  [0.35, 0.35],
  [0.65, 0.35],
  [0.35, 0.65],
  [0.65, 0.65],
  [0.5, 0.3],
  [0.5, 0.7],
  [0.25, 0.5],
  [0.75, 0.5],
];
/** A border with this part of plain background has it all around, and what is in front of it is the subject. */
const PLAIN_BORDER = 0.9;
/** Of width and height: without a model the subject is expected within this frame. */
const FRAME_INSET = 0.06;
/** What is at least this part as prominent as the most prominent is a subject beside it: two people, three apples. */
const EQUALLY_PROMINENT = 0.75;

/**
 * Coverage of what the picture is of, 0 to 255, of its size: the most prominent of what stands before a plain background
 * and of what the model finds, with whatever is about as prominent; without a model, what differs in colour from the
 * picture's rim.
 */
export async function selectSubject(picture: PictureInput, sam: Sam | null, embedding: Embedding | null) {
  const plain = beforePlain(picture);
  if (sam && embedding) return mostProminent(picture, sam, embedding, plain);
  if (plain) return plain;
  const [x, y] = [picture.width * FRAME_INSET, picture.height * FRAME_INSET];
  const box = { x, y, width: picture.width - 2 * x, height: picture.height - 2 * y };
  return selectByColour(picture, { points: [], box, lasso: [] });
}

function beforePlain(picture: PictureInput): Uint8Array | null {
  try {
    const pixels = cutOut(picture);
    const coverage = Uint8Array.from({ length: pixels.length / 4 }, (_, at) => pixels[at * 4 + 3] as number);
    return borderPart(coverage, picture) >= PLAIN_BORDER ? coverage : null;
  } catch (error) {
    if (error instanceof RepaintError && error.code === "image_rejected") return null;
    throw error;
  }
}

/** The part of the picture's outermost pixels that is not covered. */
function borderPart(coverage: Uint8Array, { width, height }: Size): number {
  let free = 0;
  for (let x = 0; x < width; x++) {
    if (coverage[x] === 0) free++;
    if (coverage[(height - 1) * width + x] === 0) free++;
  }
  for (let y = 1; y < height - 1; y++) {
    if (coverage[y * width] === 0) free++;
    if (coverage[y * width + width - 1] === 0) free++;
  }
  return free / (2 * (width + height) - 4);
}

async function mostProminent(picture: PictureInput, sam: Sam, embedding: Embedding, plain: Uint8Array | null) {
  const { width, height } = picture;
  const found = plain ? [{ value: prominence(picture, plain), coverage: plain }] : [];
  const tried: Uint8Array[] = [];
  for (const [across, down] of PLACES) {
    const point = { x: across * width, y: down * height, label: "add" } as const;
    const at = Math.floor(point.y) * width + Math.floor(point.x);
    // A place inside of what was found already would find the same again.
    if (tried.some((coverage) => (coverage[at] as number) > 127)) continue;
    const { logits, score } = await sam.find(embedding, picture, toPrompt({ points: [point], box: null, lasso: [] }));
    const coverage = Uint8Array.from(logits, toCoverage);
    tried.push(coverage);
    found.push({ value: score * prominence(picture, coverage), coverage });
  }
  const most = Math.max(...found.map(({ value }) => value));
  const subjects = found.filter(({ value }) => value > 0 && value >= most * EQUALLY_PROMINENT);
  const all = new Uint8Array(width * height);
  for (const { coverage } of subjects) {
    for (let at = 0; at < all.length; at++) all[at] = Math.max(all[at] as number, coverage[at] as number);
  }
  return all;
}
