"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { ApiError } from "#lib/client/api-error.ts";
import { asApiError } from "#lib/client/api-error.ts";
import { choosable } from "#lib/client/edits/model-choice.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { runComparison } from "../state/run-comparison.ts";
import { ModelRow } from "./model-row.tsx";
import { type ModelQuote, totalOf, useModelQuotes } from "./use-model-quotes.ts";

const FEWEST = 2;
const MOST = 4;

/** Which models to compare, what each costs and what all cost together, before anything is asked for. */
export function ModelChooser() {
  const t = useTranslations();
  const inWords = useErrorWords();
  const editor = useEditor();
  const operation = useEditorState(
    (it) => it.request,
    (request) => request.operation,
  );
  const models = useEditorState(
    (it) => it.account,
    (account) => account.models ?? [],
  );
  const available = useEditorState(
    (it) => it.account,
    (account) => account.tokens?.available ?? 0,
  );
  const able = choosable(models, operation, "auto");
  const quotes = useModelQuotes(able.map(({ id }) => id));
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);

  const close = () => editor.comparison.getState().close();
  const chosen = picked.filter((id) => quotes.get(id)?.status === "known");
  const total = totalOf(chosen.map((id) => quotes.get(id)));
  const isShort = total > available;
  const start = async () => {
    setIsSending(true);
    setError(null);
    try {
      await runComparison(editor, chosen);
    } catch (thrown) {
      setError(asApiError(thrown));
      setIsSending(false);
    }
  };
  const toggle = (id: string) => {
    setError(null);
    setPicked(picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id]);
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title={t("comparison.title")}
      description={t("comparison.description", { operation: t(`operations.${operation}.label`) })}
      actions={
        <>
          <Button onClick={close}>{t("common.cancel")}</Button>
          <Button
            variant="primary"
            busy={isSending}
            disabled={chosen.length < FEWEST || isShort}
            onClick={() => void start()}
          >
            {chosen.length < FEWEST ? t("comparison.chooseTwo") : t("comparison.compareFor", { count: total })}
          </Button>
        </>
      }
    >
      <ul className="-mx-2 flex flex-col overflow-y-auto">
        {able.map((model) => (
          <ModelRow
            key={model.id}
            model={model}
            quote={quotes.get(model.id) ?? ASKING}
            isPicked={picked.includes(model.id)}
            isFull={picked.length >= MOST && !picked.includes(model.id)}
            onToggle={() => toggle(model.id)}
          />
        ))}
      </ul>
      <p aria-live="polite" className="text-sm">
        {error ? (
          <span className="text-danger-text">{inWords(error)}</span>
        ) : isShort ? (
          <span className="text-danger-text">{t("comparison.short", { count: total, available })}</span>
        ) : (
          <span className="text-ink-muted tabular-nums">
            {t("comparison.chosen", { chosen: chosen.length, count: total })}
          </span>
        )}
      </p>
    </Dialog>
  );
}

const ASKING: ModelQuote = { status: "asking" };
