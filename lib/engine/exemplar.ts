import { setImmediate as nextTurn } from "node:timers/promises";
import { peel } from "./exemplar-peel.ts";
import { enlargeField, vote } from "./exemplar-vote.ts";
import { improveField, type Layer, measureField, PATCH_SAMPLES, seededRandom } from "./patch-match.ts";
import { buildPyramid, type Level } from "./pyramid.ts";

/** Reports the fraction of the work done, 0..1. */
type OnProgress = (fraction: number) => void;

/**
 * Fills a hole with patches of the picture around it, as consistent with each other as can be found (the published
 * idea of Wexler, Shechtman, Irani 2007 with the search of Barnes et al. 2009): coarse to fine, at each size matches are
 * searched and every hole pixel becomes what the patches over it say. It repeats textures and understands nothing.
 * Deterministic. Other events get their turn between rounds.
 *
 * @returns the filled samples, every known one as it was, or null where no patch of the picture is free of hole.
 */
export async function fillByExemplar(full: Layer, onProgress: OnProgress = () => {}): Promise<Uint8Array | null> {
  const levels = startFromSurroundings(full);
  if (!levels) return null;
  const meter = createMeter(workOf(levels, levels.length - 1, 0), onProgress);
  await refineAll(levels, levels.length - 1, 0, false, meter);
  return levels[0]!.layer.rgb;
}

/**
 * The same for a hole that holds a net's answer. Two fills are begun at small sizes: one with patches that follow the
 * net's structure, one with patches that follow the surroundings alone. The one that fits together better is finished.
 * The answer of a thin hole is left as it is where it fits.
 *
 * @param thickness of the hole at its thickest place, in pixels.
 */
export async function replaceByExemplar(
  full: Layer,
  thickness: number,
  onProgress: OnProgress = () => {},
): Promise<Uint8Array | null> {
  const free = startFromSurroundings(full);
  if (!free) return null;
  const wanted = Math.ceil(Math.log2(thickness / DECISION_THICKNESS));
  const decision = Math.min(Math.max(0, wanted), free.length - 1);
  const guided = buildPyramid(copyOf(full), (_, halvings) => halvings <= decision);
  if (thickness < THIN_PIXELS && misfit(guided[decision]!) < FITTING) return full.rgb;

  const meter = createMeter(workOf(free, free.length - 1, 0) + workOf(guided, decision, decision), onProgress);
  await refineAll(free, free.length - 1, decision, false, meter);
  await refineAll(guided, decision, decision, true, meter);
  const isGuided = misfit(guided[decision]!) < misfit(free[decision]!);
  const better = isGuided ? guided : free;
  await refineAll(better, decision - 1, 0, isGuided, meter);
  return better[0]!.layer.rgb;
}

/** The least shorter side of the coarsest picture: there a patch covers whole structures. */
const COARSEST_PIXELS = 24;
/**
 * The two fills are compared where the hole is at most this thick: five patches. Smaller, the net's walls and beams
 * would have lost their shape; larger, its strange colours would keep theirs.
 */
const DECISION_THICKNESS = 40;
/** A net sees a hole up to this thick nearly at full size: its answer may stay. */
const THIN_PIXELS = 160;
/** Mean squared difference per sample. Planks and walls a net continued well stayed below 80; leaves it garbled exceed 100. */
const FITTING = 100;
/** How much a match must resemble the net's answer, beside the estimate. On photos 0 lost its structure and 0.5 blurred. */
const GUIDE_WEIGHT = 0.2;
/** At finer sizes the net's answer is soft, and would draw the search to soft patches. */
const GUIDED_FROM_HALVINGS = 2;
/**
 * Targets searched at one size, all rounds together. Larger holes get fewer rounds, and at full size, where the matches
 * from half size are good already, none.
 */
const SEARCH_BUDGET = 600_000;
const SEED = 7;

function startFromSurroundings(full: Layer): Level[] | null {
  const levels = buildPyramid(copyOf(full), ({ width, height }) => Math.min(width, height) >= COARSEST_PIXELS);
  const coarsest = levels.at(-1);
  if (!coarsest) return null;
  peel(coarsest.layer, coarsest.field);
  return levels;
}

function copyOf(layer: Layer): Layer {
  return { ...layer, rgb: layer.rgb.slice() };
}

async function refineAll(levels: readonly Level[], first: number, last: number, isGuided: boolean, meter: Meter) {
  for (let halvings = first; halvings >= last; halvings--) await refine(levels, halvings, isGuided, meter);
}

/** One size: takes over from the coarser level where there is one, then searches and votes in turn. */
async function refine(levels: readonly Level[], halvings: number, isGuided: boolean, meter: Meter): Promise<void> {
  const { layer, field } = levels[halvings]!;
  const coarser = levels[halvings + 1];
  const random = seededRandom(SEED + halvings);
  const guide = isGuided && halvings >= GUIDED_FROM_HALVINGS ? { rgb: layer.rgb.slice(), weight: GUIDE_WEIGHT } : null;
  if (coarser) {
    enlargeField(coarser.field, coarser.layer, field, layer);
    // The coarse answer in fine samples: without this the search would begin from what the hole held before.
    vote(layer, field);
  }
  for (let round = 0; round < roundsAt(levels, halvings); round++) {
    await nextTurn();
    measureField(layer, field, random, guide);
    for (const isForward of [true, false]) improveField(layer, field, random, guide, isForward);
    vote(layer, field);
    meter(field.targets.length);
  }
}

/** Structure is decided at coarse levels, where rounds are cheap. */
function roundsAt(levels: readonly Level[], halvings: number): number {
  const affordable = Math.floor(SEARCH_BUDGET / levels[halvings]!.field.targets.length);
  if (halvings === 0) return Math.min(1, affordable);
  return Math.max(1, Math.min(halvings === 1 ? 2 : 4, affordable));
}

/** Counts searched targets, and reports them as a part of all there are to search. */
type Meter = (targets: number) => void;

function createMeter(total: number, onProgress: OnProgress): Meter {
  let done = 0;
  return (targets) => {
    done += targets;
    onProgress(done / total);
  };
}

function workOf(levels: readonly Level[], first: number, last: number): number {
  let targets = 0;
  for (let halvings = first; halvings >= last; halvings--) {
    targets += roundsAt(levels, halvings) * levels[halvings]!.field.targets.length;
  }
  return targets;
}

/** How badly what the hole holds matches the picture's own patches: breaks in a structure have no likes elsewhere. */
function misfit({ layer, field }: Level): number {
  const random = seededRandom(SEED);
  measureField(layer, field, random, null);
  for (const isForward of [true, false, true, false]) improveField(layer, field, random, null, isForward);
  let sum = 0;
  for (const at of field.targets) sum += field.costs[at]!;
  return sum / field.targets.length / PATCH_SAMPLES;
}
