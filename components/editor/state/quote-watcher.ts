import { quoteEdit } from "#lib/client/api.ts";
import { asApiError, isAbort } from "#lib/client/api-error.ts";
import type { QuoteRequest } from "#lib/contracts/edit.ts";
import { type AskSources, currentAsk } from "./current-ask.ts";

const SETTLE_MILLIS = 250;

/**
 * Keeps the price of the next edit up to date: asks when what it depends on has come to rest, drops answers to what is
 * no longer asked. Returns what stops it.
 */
export function watchQuote(sources: AskSources): () => void {
  const { maskState, request, edits, account, run } = sources;
  let asked = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();

  const ask = async (wanted: QuoteRequest) => {
    running = new AbortController();
    try {
      request.setState({ quote: { status: "known", quote: await quoteEdit(wanted, running.signal) } });
    } catch (error) {
      if (isAbort(error)) return;
      const refusal = asApiError(error);
      request.setState({ quote: { status: "refused", error: refusal } });
      // Only now, or the line above would ask at once: what may succeed later is asked again by the next change.
      if (refusal.mayRetry) asked = "";
    }
  };

  const look = () => {
    const wanted = wantedQuote(sources);
    const key = JSON.stringify(wanted);
    if (key === asked) return;
    asked = key;
    clearTimeout(timer);
    running.abort();
    if (!wanted) {
      request.setState({ quote: { status: "none" } });
      return;
    }
    const { quote } = request.getState();
    const last = quote.status === "known" ? quote.quote : quote.status === "asking" ? quote.last : null;
    request.setState({ quote: { status: "asking", last } });
    timer = setTimeout(() => void ask(wanted), SETTLE_MILLIS);
  };

  // Being online again is a reason to ask again, and so are the models when they arrive.
  const stops = [
    maskState.subscribe(look),
    request.subscribe(look),
    edits.subscribe(look),
    account.subscribe(look),
    run.subscribe(look),
  ];
  return () => {
    clearTimeout(timer);
    running.abort();
    for (const stop of stops) stop();
  };
}

function wantedQuote(sources: AskSources): QuoteRequest | null {
  const { request, references, region, missing } = currentAsk(sources);
  return region && !missing ? { ...request, references, maskBounds: region } : null;
}
