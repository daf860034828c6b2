"use client";

import { useTranslations } from "next-intl";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Spinner } from "#components/ui/spinner.tsx";
import { useEditorState } from "../state/editor-context.tsx";
import { layersToRun } from "../state/run-scope.ts";
import type { LayerQuote, SequenceStep } from "../state/run-store.ts";
import { useLayerName, useLayers } from "./use-layers.ts";

/** The edits of the marked layers in the order they run: what each costs, or while they run, how far each is. */
export function SequenceList() {
  const t = useTranslations("layers.run");
  const nameOf = useLayerName();
  const { layers } = useLayers();
  const marked = useEditorState(
    (it) => it.maskState,
    (state) => state.layers,
  );
  const { quotes, sequence } = useEditorState(
    (it) => it.run,
    (run) => run,
  );
  const steps = sequence?.state === "running" ? sequence.steps : null;
  const ids = steps ? steps.map(({ layerId }) => layerId) : layersToRun({ layers: marked }).map(({ id }) => id);
  return (
    <ol aria-label={t("order")} className="flex flex-col gap-1 text-sm tabular-nums">
      {ids.map((id, index) => {
        const layer = layers.find((one) => one.id === id);
        const step = steps?.[index];
        return (
          <li key={id} className="flex items-baseline gap-2">
            <span className="text-ink-muted">{index + 1}.</span>
            <span dir="auto" className="min-w-0 flex-1 truncate">
              {layer && nameOf(layer.meta)}
            </span>
            {step ? <StepState step={step} /> : <Price quote={quotes.get(id)} />}
          </li>
        );
      })}
    </ol>
  );
}

const STATES = { waiting: "waiting", running: "runningStep", done: "done", stopped: "stopped" } as const;

function StepState({ step: { state } }: { readonly step: SequenceStep }) {
  const t = useTranslations("layers.run");
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-ink-muted">
      {state === "running" && <Spinner className="size-3" />}
      {t(STATES[state])}
    </span>
  );
}

function Price({ quote }: { readonly quote: LayerQuote | undefined }) {
  const t = useTranslations("layers.run");
  const inWords = useErrorWords();
  if (quote?.status === "refused") return <span className="max-w-44 text-warning-text">{inWords(quote.error)}</span>;
  if (quote?.status === "known") return <span className="shrink-0">{t("tokens", { tokens: quote.quote.tokens })}</span>;
  return (
    <span role="status" aria-label={t("asking")}>
      <Spinner className="size-3" />
    </span>
  );
}
