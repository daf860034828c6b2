"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { wordsOfMeasured } from "#components/models/model-words.ts";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ModelInfo } from "#lib/contracts/model.ts";
import type { ModelQuote } from "./use-model-quotes.ts";

interface ModelRowProps {
  readonly model: ModelInfo;
  readonly quote: ModelQuote;
  readonly isPicked: boolean;
  /** As many are chosen as can be. */
  readonly isFull: boolean;
  readonly onToggle: () => void;
}

/** One model to tick, with its price; one that cannot do it says why. */
export function ModelRow({ model, quote, isPicked, isFull, onToggle }: ModelRowProps) {
  const t = useTranslations();
  const inWords = useErrorWords();
  const measured = wordsOfMeasured(useTranslations("models"), model.measured);
  const id = useId();
  const isRefused = quote.status === "refused";
  return (
    <li>
      <label
        htmlFor={id}
        className="flex items-start gap-3 rounded-medium p-2 transition-colors has-[:disabled]:cursor-not-allowed not-has-[:disabled]:hover:bg-control"
      >
        <input
          id={id}
          type="checkbox"
          checked={isPicked && !isRefused}
          disabled={isRefused || isFull}
          onChange={onToggle}
          className="mt-0.5 size-4 accent-accent"
        />
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="font-medium">{model.name}</span>
          <span className="text-ink-muted text-sm">
            {isRefused ? inWords(quote.error) : [model.provider, measured].filter(Boolean).join(" · ")}
          </span>
        </span>
        <span className="shrink-0 text-sm tabular-nums">
          {quote.status === "known" && t("common.tokens", { count: quote.quote.tokens })}
          {quote.status === "asking" && (
            <>
              <Skeleton className="h-5 w-16" />
              <span className="sr-only">{t("comparison.asking")}</span>
            </>
          )}
        </span>
      </label>
    </li>
  );
}
