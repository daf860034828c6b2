import { planEdit } from "./edit-plan.ts";
import { RepaintError } from "./error.ts";
import { type Ask, lacksOption, readsPrompt, refusal, type Selectable } from "./refusal.ts";

/** The part of a model that decides whether it can serve a request, for how much, and how well it has done so. */
export interface Candidate extends Selectable {
  readonly id: string;
  /** From this server's own attempts; null before there are enough. */
  readonly measured: { readonly medianMillis: number | null; readonly successRate: number } | null;
}

/** A model and what the request costs with it, in whole tokens. */
export interface Priced<Model> {
  readonly model: Model;
  readonly tokens: number;
}

export interface Selection<Model> extends Priced<Model> {
  /** Why this model, in a sentence for the person; null where they named it. */
  readonly choice: string | null;
  /** Others that can do it for no more tokens, in the order to be tried should this one fail. */
  readonly fallbacks: readonly Priced<Model>[];
}

/**
 * The model for a request: the named one, or for `auto`, `auto:fast` and `auto:best` the cheapest, the fastest or the
 * most reliable that can do it. Before that counts, whatever a model costs: one that reads a given prompt comes before
 * those that ignore it, and one with more of the given options before those with fewer. Equal models: the first listed.
 *
 * @throws RepaintError with the reason why the named model, or the one of all that came closest, cannot do it.
 */
export function selectModel<Model extends Candidate>(
  models: readonly Model[],
  name: string,
  ask: Ask,
): Selection<Model> {
  const strategy = STRATEGIES[name];
  const able = strategy ? ableOf(models, ask) : ableOf(named(models, name), ask);
  const ranked = rank(able, ask, strategy ?? CHEAPEST);
  const [best] = ranked as [Priced<Model>];
  const others = strategy
    ? ranked
    : rank(
        models.filter((model) => refusal(model, ask) === null),
        ask,
        CHEAPEST,
      );
  return {
    ...best,
    choice: strategy ? reasonFor(best, ranked, ask, strategy) : null,
    fallbacks: others.filter(
      ({ model, tokens }) =>
        model.id !== best.model.id && tokens <= best.tokens && readsPrompt(model, ask) === readsPrompt(best.model, ask),
    ),
  };
}

interface Strategy {
  readonly word: string;
  /** Negative: a comes before b. */
  readonly compare: (a: Priced<Candidate>, b: Priced<Candidate>) => number;
  /** What it stands out by, once it is known. */
  readonly fact: (best: Priced<Candidate>) => string | null;
}

const inTokens = ({ tokens }: Priced<Candidate>) => (tokens === 1 ? "1 token" : `${tokens} tokens`);
const medianOf = ({ model }: Priced<Candidate>) => model.measured?.medianMillis ?? null;
const failureRateOf = ({ model }: Priced<Candidate>) => (model.measured ? 1 - model.measured.successRate : null);

const byPrice: Strategy["compare"] = (a, b) => a.tokens - b.tokens;
/** What was never measured comes last, so that it is not taken for the best. */
const bySpeed: Strategy["compare"] = (a, b) => compareKnown(medianOf(a), medianOf(b));
const byRate: Strategy["compare"] = (a, b) => compareKnown(failureRateOf(a), failureRateOf(b));

const CHEAPEST: Strategy = { word: "Cheapest", compare: inOrder(byPrice, byRate, bySpeed), fact: inTokens };
const FASTEST: Strategy = {
  word: "Fastest",
  compare: inOrder(bySpeed, byPrice, byRate),
  fact: (best) => {
    const median = medianOf(best);
    return median === null ? null : `about ${Math.max(1, Math.round(median / 1000))} s, ${inTokens(best)}`;
  },
};
const BEST: Strategy = {
  word: "Most reliable",
  compare: inOrder(byRate, bySpeed, byPrice),
  fact: (best) => {
    const { measured } = best.model;
    return measured && `${Math.round(measured.successRate * 100)} % of its edits succeeded, ${inTokens(best)}`;
  },
};

const STRATEGIES: Readonly<Record<string, Strategy>> = { auto: CHEAPEST, "auto:fast": FASTEST, "auto:best": BEST };

function rank<Model extends Candidate>(models: readonly Model[], ask: Ask, { compare }: Strategy): Priced<Model>[] {
  const lacking = (model: Candidate) => Object.keys(ask.options).filter((option) => lacksOption(model, option)).length;
  const suits = inOrder(
    (a, b) => Number(readsPrompt(b.model, ask)) - Number(readsPrompt(a.model, ask)),
    (a, b) => lacking(a.model) - lacking(b.model),
    compare,
  );
  return models.map((model) => ({ model, tokens: planEdit({ ...ask, model }).tokens })).sort(suits);
}

function reasonFor(
  best: Priced<Candidate>,
  ranked: readonly Priced<Candidate>[],
  ask: Ask,
  strategy: Strategy,
): string {
  const listens = readsPrompt(best.model, ask);
  const considered = ranked.filter(({ model }) => readsPrompt(model, ask) === listens);
  const can = listens ? "can follow this description" : "can do this";
  if (considered.length === 1) return `The only model that ${can}: ${inTokens(best)}.`;
  const fact = strategy.fact(best);
  const measured =
    fact !== null
      ? `${strategy.word} of ${considered.length}`
      : `Nothing is measured yet; cheapest of ${considered.length}`;
  return `${measured} models that ${can}: ${fact ?? inTokens(best)}.`;
}

function named<Model extends Candidate>(models: readonly Model[], name: string): readonly Model[] {
  return models.filter((model) => model.id === name);
}

function ableOf<Model extends Candidate>(models: readonly Model[], ask: Ask): readonly Model[] {
  const able = models.filter((model) => refusal(model, ask) === null);
  if (able.length === 0) throw closestRefusal(models, ask);
  return able;
}

/** In the order a person can do something about them. */
const CLOSENESS = [
  "mask_required",
  "prompt_required",
  "prompt_too_long",
  "option_required",
  "invalid_request",
  "image_too_large_for_model",
  "model_unavailable",
] as const;

function closestRefusal(models: readonly Candidate[], ask: Ask): RepaintError {
  const refusals = models.map((model) => refusal(model, ask)).filter((reason) => reason !== null);
  for (const code of CLOSENESS) {
    const closest = refusals.find((reason) => reason.code === code);
    if (closest) return closest;
  }
  return refusals[0] ?? new RepaintError("operation_not_supported", { field: "model" });
}

function compareKnown(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a - b;
}

function inOrder(...compares: readonly Strategy["compare"][]): Strategy["compare"] {
  return (a, b) => {
    for (const compare of compares) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}
