import { planEdit } from "./edit-plan.ts";
import { RepaintError } from "./error.ts";
import type { Choice, Task } from "./notice.ts";
import { type Ask, lacksOption, readsPrompt, refusal, type Selectable } from "./refusal.ts";

/** The part of a model that decides whether it can serve a request, for how much, and how well it has done so. */
export interface Candidate extends Selectable {
  readonly id: string;
  readonly name: string;
  /** Not available for a while only: it kept failing, and is tried again soon. Absent: it is not. */
  readonly isOut?: boolean;
  /** From this server's own attempts; null before there are enough. */
  readonly measured: { readonly medianMillis: number | null; readonly successRate: number } | null;
}

/** A model and what the request costs with it, in whole tokens. */
export interface Priced<Model> {
  readonly model: Model;
  readonly tokens: number;
}

export interface Selection<Model> extends Priced<Model> {
  /** Why this model; null where they named it and it is to do it. */
  readonly choice: Choice | null;
  /** Others that can do it, in the order to be tried should this one fail; none where failover is not allowed. */
  readonly fallbacks: readonly Priced<Model>[];
}

/** What a person allows who lets other models do it where the first one fails. */
export interface Failover {
  /** The tokens they have. What they cannot pay is no fallback, but never keeps them from the model itself. */
  readonly available: number;
}

/** Each one more holds more tokens for longer, and after three failures it is rarely the models. */
const MAX_FALLBACKS = 2;
/** A fallback costs at most this many times as much as the model it stands in for, */
const MAX_PRICE_FACTOR = 4;
/** or this many tokens, so that a hosted model (mostly 3 to 10 tokens) may follow one that costs next to nothing. */
const MODEST_TOKENS = 10;

/**
 * The model for a request: the named one, or for `auto`, `auto:fast` and `auto:best` the cheapest, the fastest or the
 * most reliable that can do it. Before that counts, whatever a model costs: one that reads a given prompt comes before
 * those that ignore it, and one with more of the given options before those with fewer. Equal models: the first listed.
 * With failover the next ones in that order are its fallbacks (for a named model: the cheapest first), and where a named
 * model is out of order, the first of them does it at once.
 *
 * @throws RepaintError with the reason why the named model, or the one of all that came closest, cannot do it.
 */
export function selectModel<Model extends Candidate>(
  models: readonly Model[],
  name: string,
  ask: Ask,
  failover: Failover | null = null,
): Selection<Model> {
  const strategy = STRATEGIES[name];
  if (!strategy) return selectNamed(models, name, ask, failover);
  const ranked = rank(ableOf(models, ask), ask, strategy);
  const [best] = ranked as [Priced<Model>];
  return {
    ...best,
    choice: reasonFor(best, ranked, ask, strategy),
    fallbacks: fallbacksOf(best, ranked, ask, failover),
  };
}

function selectNamed<Model extends Candidate>(
  models: readonly Model[],
  name: string,
  ask: Ask,
  failover: Failover | null,
): Selection<Model> {
  const named = models.filter((model) => model.id === name);
  const others = rank(
    models.filter((model) => refusal(model, ask) === null),
    ask,
    CHEAPEST,
  );
  const [out] = named.filter((model) => model.isOut && refusal({ ...model, available: true }, ask) === null);
  const [substitute] = out && failover ? standInsFor(priced(out, ask), others, ask) : [];
  if (out && substitute) {
    return {
      ...substitute,
      choice: {
        code: "stands_in",
        values: { model: substitute.model.id, failed: out.id, tokens: substitute.tokens },
      },
      fallbacks: fallbacksOf(substitute, others, ask, failover),
    };
  }
  const [best] = rank(ableOf(named, ask), ask, CHEAPEST) as [Priced<Model>];
  return { ...best, choice: null, fallbacks: fallbacksOf(best, others, ask, failover) };
}

/** What may do it in place of a model: for a price within reason, and following the prompt exactly where that one would. */
function standInsFor<Model extends Candidate>(
  first: Priced<Model>,
  others: readonly Priced<Model>[],
  ask: Ask,
): readonly Priced<Model>[] {
  const most = Math.max(MAX_PRICE_FACTOR * first.tokens, MODEST_TOKENS);
  return others.filter(
    ({ model, tokens }) =>
      model.id !== first.model.id && tokens <= most && readsPrompt(model, ask) === readsPrompt(first.model, ask),
  );
}

function fallbacksOf<Model extends Candidate>(
  first: Priced<Model>,
  others: readonly Priced<Model>[],
  ask: Ask,
  failover: Failover | null,
): readonly Priced<Model>[] {
  if (!failover) return [];
  const payable = Math.max(first.tokens, failover.available);
  return standInsFor(first, others, ask)
    .filter(({ tokens }) => tokens <= payable)
    .slice(0, MAX_FALLBACKS);
}

interface Strategy {
  /** Negative: a comes before b. */
  readonly compare: (a: Priced<Candidate>, b: Priced<Candidate>) => number;
  /** That it is the best by this, and by how much; null while nothing is measured. */
  readonly praise: (best: Priced<Candidate>, among: Among) => Choice | null;
}

/** What every reason tells: of how many, that can do what, and for how much. */
interface Among {
  readonly task: Task;
  readonly count: number;
  readonly tokens: number;
}

const medianOf = ({ model }: Priced<Candidate>) => model.measured?.medianMillis ?? null;
const failureRateOf = ({ model }: Priced<Candidate>) => (model.measured ? 1 - model.measured.successRate : null);

const byPrice: Strategy["compare"] = (a, b) => a.tokens - b.tokens;
/** What was never measured comes last, so that it is not taken for the best. */
const bySpeed: Strategy["compare"] = (a, b) => compareKnown(medianOf(a), medianOf(b));
const byRate: Strategy["compare"] = (a, b) => compareKnown(failureRateOf(a), failureRateOf(b));

const CHEAPEST: Strategy = {
  compare: inOrder(byPrice, byRate, bySpeed),
  praise: (_, among) => ({ code: "cheapest", values: among }),
};
const FASTEST: Strategy = {
  compare: inOrder(bySpeed, byPrice, byRate),
  praise: (best, among) => {
    const median = medianOf(best);
    if (median === null) return null;
    return { code: "fastest", values: { ...among, seconds: Math.max(1, Math.round(median / 1000)) } };
  },
};
const BEST: Strategy = {
  compare: inOrder(byRate, bySpeed, byPrice),
  praise: ({ model: { measured } }, among) =>
    measured && { code: "most_reliable", values: { ...among, percent: Math.round(measured.successRate * 100) } },
};

const STRATEGIES: Readonly<Record<string, Strategy>> = { auto: CHEAPEST, "auto:fast": FASTEST, "auto:best": BEST };

function rank<Model extends Candidate>(models: readonly Model[], ask: Ask, { compare }: Strategy): Priced<Model>[] {
  const lacking = (model: Candidate) => Object.keys(ask.options).filter((option) => lacksOption(model, option)).length;
  const suits = inOrder(
    (a, b) => Number(readsPrompt(b.model, ask)) - Number(readsPrompt(a.model, ask)),
    (a, b) => lacking(a.model) - lacking(b.model),
    compare,
  );
  return models.map((model) => priced(model, ask)).sort(suits);
}

function priced<Model extends Candidate>(model: Model, ask: Ask): Priced<Model> {
  return { model, tokens: planEdit({ ...ask, model }).tokens };
}

function reasonFor(
  best: Priced<Candidate>,
  ranked: readonly Priced<Candidate>[],
  ask: Ask,
  strategy: Strategy,
): Choice {
  const { tokens } = best;
  const listens = readsPrompt(best.model, ask);
  const task = listens ? "description" : "any";
  const count = ranked.filter(({ model }) => readsPrompt(model, ask) === listens).length;
  if (count === 1) return { code: "only_one", values: { task, tokens } };
  const among = { task, count, tokens } as const;
  return strategy.praise(best, among) ?? { code: "nothing_measured", values: among };
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
  "reference_required",
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
