import { quoteEdit } from "#lib/client/api.ts";
import { ApiError, asApiError, isAbort } from "#lib/client/api-error.ts";
import { isErasing } from "../patch/erasing.ts";
import { scopeOf } from "./run-scope.ts";
import type { LayerQuote, RunStore } from "./run-store.ts";
import { type LayerAsk, type SequenceSources, sequenceAsks } from "./sequence-asks.ts";

const SETTLE_MILLIS = 250;

/**
 * While the layers are to be run one after another: keeps the price of each up to date, asked for when what it depends
 * on has come to rest. Returns what stops it.
 */
export function watchSequenceQuotes(sources: SequenceSources & { readonly run: RunStore }): () => void {
  const { run, maskState, request, edits, account, layerWishes, mask } = sources;
  let asked = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();

  const ask = async ({ layer, region, missing, request: wanted, references }: LayerAsk, signal: AbortSignal) => {
    const quote =
      missing || !region ? refused(missing) : await quoteOf({ ...wanted, references, maskBounds: region }, signal);
    if (quote && !signal.aborted) run.setState({ quotes: new Map(run.getState().quotes).set(layer.id, quote) });
  };

  const look = () => {
    const isAsked = scopeOf(maskState.getState(), run.getState().scope) === "sequence" && !isErasing(mask);
    const asks = isAsked ? sequenceAsks(sources) : [];
    const key = JSON.stringify(
      asks.map((one) => [one.layer.id, one.request, one.region, one.references, one.missing?.wording]),
    );
    if (key === asked) return;
    asked = key;
    clearTimeout(timer);
    running.abort();
    running = new AbortController();
    const { signal } = running;
    run.setState({ quotes: new Map(asks.map(({ layer }) => [layer.id, { status: "asking" }])) });
    timer = setTimeout(() => void Promise.all(asks.map((one) => ask(one, signal))), SETTLE_MILLIS);
  };

  const stops = [maskState, request, edits, account, layerWishes].map((store) => store.subscribe(look));
  stops.push(run.subscribe(({ scope }, before) => scope !== before.scope && look()));
  return () => {
    clearTimeout(timer);
    running.abort();
    for (const stop of stops) stop();
  };
}

const refused = (error: ApiError | null): LayerQuote => ({
  status: "refused",
  error: error ?? new ApiError("mask_empty"),
});

async function quoteOf(wanted: Parameters<typeof quoteEdit>[0], signal: AbortSignal): Promise<LayerQuote | null> {
  try {
    return { status: "known", quote: await quoteEdit(wanted, signal) };
  } catch (error) {
    return isAbort(error) ? null : { status: "refused", error: asApiError(error) };
  }
}
