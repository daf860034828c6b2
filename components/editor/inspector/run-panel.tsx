"use client";

import { Button } from "#components/ui/button.tsx";
import { shareInWords } from "#lib/client/mask/describe-mask.ts";
import type { Quote } from "#lib/contracts/edit.ts";
import { OPERATIONS } from "#lib/domain/operation.ts";
import { run } from "../state/commands.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import type { QuoteState } from "../state/request-store.ts";
import { RunProblem } from "./run-problem.tsx";

/** What is marked, what it costs, what one has, and the button. */
export function RunPanel() {
  return (
    <section aria-label="Run" className="flex flex-col gap-2">
      <RunProblem />
      <RunButton />
      <RunFacts />
    </section>
  );
}

/** Says what it does and what that costs. It becomes the primary action once something is marked. */
export function RunButton() {
  const editor = useEditor();
  const { operation, quote, isSending } = useEditorState(
    (it) => it.request,
    (request) => request,
  );
  const isMarked = useEditorState(
    (it) => it.maskState,
    (mask) => mask.pixels > 0,
  );
  const known = lastQuote(quote);
  const { label } = OPERATIONS[operation];
  return (
    <Button
      variant={isMarked ? "primary" : "secondary"}
      size="large"
      busy={isSending}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      onClick={() => void run(editor)}
      className="w-full min-w-0"
    >
      {isSending ? "Sending" : known && isMarked ? `${label} for ${inTokens(known.tokens)}` : label}
    </Button>
  );
}

function RunFacts() {
  const { image } = useEditor();
  const pixels = useEditorState(
    (it) => it.maskState,
    (mask) => mask.pixels,
  );
  return (
    <p className="flex justify-between gap-2 text-ink-muted text-sm tabular-nums">
      <span>{pixels === 0 ? "Nothing is marked yet" : `${shareInWords(pixels, image)} marked`}</span>
      <TokensLeft />
    </p>
  );
}

export function TokensLeft() {
  const tokens = useEditorState(
    (it) => it.account,
    (account) => account.tokens,
  );
  return tokens && <span>{inTokens(tokens.available)} left</span>;
}

function lastQuote(state: QuoteState): Quote | null {
  if (state.status === "known") return state.quote;
  return state.status === "asking" ? state.last : null;
}

const inTokens = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "token" : "tokens"}`;
