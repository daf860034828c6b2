import { expect, test } from "vitest";
import type { PictureInput } from "#lib/engine/fill.ts";
import type { Embedding } from "#lib/engine/select/frame.ts";
import type { Sam } from "#lib/engine/select/sam.ts";
import { selectSubject } from "#lib/engine/select/subject.ts";

const SIZE = { width: 300, height: 200 };
/** Without the wall at the picture's side all that stands before its plain border would be the subject. */
const BEHIND = { sky: [120, 170, 220], meadow: [70, 140, 60], wall: [90, 20, 160] };
const WALL_WIDTH = 10;

interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

test("two that stand out alike are both the subject, and what lies behind them is not", async () => {
  const people = [
    { x: 100, y: 100, radius: 30 },
    { x: 200, y: 100, radius: 28 },
  ];
  expect(await marked(people)).toEqual([true, true]);
});

test("what stands out less than the main thing is no part of it", async () => {
  const personAndBall = [
    { x: 150, y: 100, radius: 45 },
    { x: 75, y: 100, radius: 6 },
  ];
  expect(await marked(personAndBall)).toEqual([true, false]);
});

/** Which of the discs are selected. Fails where anything else is. */
async function marked(discs: readonly Disc[]): Promise<boolean[]> {
  const coverage = await selectSubject(pictureOf(discs), modelOf(discs), EMBEDDING);
  const at = (x: number, y: number) => coverage[y * SIZE.width + x];
  expect([at(5, 5), at(295, 195), at(150, 10)]).toEqual([0, 0, 0]);
  return discs.map(({ x, y }) => at(x, y) === 255);
}

const EMBEDDING = new Uint16Array() as Embedding;

/** Finds the disc that is pointed at, or all of what lies behind. */
const modelOf = (discs: readonly Disc[]): Sam => ({
  embed: async () => EMBEDDING,
  find: async (_embedding, _size, { points: [[x = 0, y = 0] = []] }) => {
    const pointed = partAt(discs, x, y);
    return { logits: Float32Array.from(parts(discs), (part) => (part === pointed ? 20 : -20)), score: 1 };
  },
});

function pictureOf(discs: readonly Disc[]): PictureInput {
  const colours = [...parts(discs)].flatMap((part) => (typeof part === "string" ? BEHIND[part] : [200, 40, 40]));
  return { ...SIZE, pixels: Uint8Array.from(colours) };
}

function* parts(discs: readonly Disc[]) {
  for (let y = 0; y < SIZE.height; y++) for (let x = 0; x < SIZE.width; x++) yield partAt(discs, x, y);
}

function partAt(discs: readonly Disc[], x: number, y: number): Disc | keyof typeof BEHIND {
  const disc = discs.find((one) => Math.hypot(x - one.x, y - one.y) < one.radius);
  if (disc) return disc;
  if (x < WALL_WIDTH) return "wall";
  return y < SIZE.height / 2 ? "sky" : "meadow";
}
