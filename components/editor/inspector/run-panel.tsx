"use client";

import { useTranslations } from "next-intl";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { shareInWords } from "#lib/client/mask-engine/describe-mask.ts";
import type { Quote } from "#lib/contracts/edit.ts";
import type { Translator } from "#lib/i18n/translator.ts";
import { SequenceButton } from "../later/parts.ts";
import { useRunScope } from "../layers/use-run-scope.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import type { QuoteState } from "../state/request-store.ts";
import { run } from "../state/run.ts";
import { layersToRun } from "../state/run-scope.ts";
import { useAsk, useBase } from "../state/use-ask.ts";
import { RunProblem } from "./run-problem.tsx";

/** What is marked, what it costs, what one has, and the button. */
export function RunPanel() {
  const t = useTranslations("request.run");
  return (
    <section aria-label={t("title")} className="flex flex-col gap-2">
      <RunProblem />
      <RunButton />
      <RunFacts />
    </section>
  );
}

/** The button of the one edit that is set up, or of those of all marked layers. */
export function RunButton() {
  return useRunScope() === "sequence" ? <SequenceButton /> : <EditButton />;
}

/** Says what it does and what that costs. It becomes the primary action once nothing is missing. */
function EditButton() {
  const editor = useEditor();
  const { missing, region } = useAsk();
  const { operation, quote, isSending } = useEditorState(
    (it) => it.request,
    (request) => request,
  );
  const t = useTranslations();
  const isQueued = useEditorState(
    (it) => it.photoState,
    (photo) => photo.isRunQueued,
  );
  const known = lastQuote(quote);
  const label = t(`operations.${operation}.label`);
  return (
    <Button
      variant={missing ? "secondary" : "primary"}
      size="large"
      busy={isSending}
      // Not `disabled`: pressing it says what is missing, and the focus stays.
      aria-disabled={missing !== null && !isQueued}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      onClick={() => void run(editor)}
      className={classNames("w-full min-w-0", missing && "text-ink-muted")}
    >
      <span className={classNames("truncate", (isQueued || label.length > LONG) && "-mx-3 text-base")}>
        {isQueued
          ? t("opening.waiting")
          : isSending
            ? t("request.run.sending")
            : known && region
              ? withCost(t, label, known)
              : label}
      </span>
    </Button>
  );
}

/** Labels longer than this leave no room for the price beside them. In characters. */
const LONG = 12;

/** With the model it is meant for, and where others may have to do it, with the dearest of them. */
function withCost(t: Translator, operation: string, { tokens, tokensAtMost }: Quote): string {
  if (tokensAtMost <= tokens) return t("request.run.for", { operation, count: tokens });
  return t("request.run.forRange", { operation, least: tokens, most: tokensAtMost });
}

/** What is marked or missing, and what one has. */
function RunFacts() {
  const base = useBase();
  const { missing, sendsMask, region } = useAsk();
  const pixels = useEditorState(
    (it) => it.maskState,
    (mask) => mask.pixels,
  );
  const isTold = useEditorState(
    (it) => it.request,
    (request) => request.error !== null,
  );
  const layers = useEditorState(
    (it) => it.maskState,
    (mask) => layersToRun(mask).length,
  );
  const t = useTranslations();
  const inWords = useErrorWords();
  const isOfSeveral = useRunScope() !== "layer";
  return (
    <p className="flex justify-between gap-3 text-ink-muted text-sm tabular-nums">
      <span>
        {isOfSeveral
          ? t("layers.run.marked", { count: layers })
          : missing
            ? // Nobody has done anything wrong yet.
              !isTold && (missing.code === "mask_empty" ? t("request.run.nothingMarked") : inWords(missing))
            : sendsMask
              ? t("request.run.marked", { share: shareInWords(t, pixels, base) })
              : region && t("request.run.whole")}
      </span>
      <span className="shrink-0">
        <TokensLeft />
      </span>
    </p>
  );
}

export function TokensLeft() {
  const t = useTranslations("request.run");
  const tokens = useEditorState(
    (it) => it.account,
    (account) => account.tokens,
  );
  return tokens && <span>{t("tokensLeft", { count: tokens.available })}</span>;
}

function lastQuote(state: QuoteState): Quote | null {
  if (state.status === "known") return state.quote;
  return state.status === "asking" ? state.last : null;
}
