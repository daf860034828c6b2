"use client";

import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import type { ApiError } from "#lib/client/api-error.ts";
import { inTokens } from "#lib/client/edits/model-words.ts";
import { shareInWords } from "#lib/client/mask/describe-mask.ts";
import type { Quote } from "#lib/contracts/edit.ts";
import { OPERATIONS } from "#lib/domain/operation.ts";
import { run } from "../state/commands.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import type { QuoteState } from "../state/request-store.ts";
import { useAsk, useBase } from "../state/use-ask.ts";
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

/** Says what it does and what that costs. It becomes the primary action once nothing is missing. */
export function RunButton() {
  const editor = useEditor();
  const { missing, region } = useAsk();
  const { operation, quote, isSending } = useEditorState(
    (it) => it.request,
    (request) => request,
  );
  const known = lastQuote(quote);
  const { label } = OPERATIONS[operation];
  return (
    <Button
      variant={missing ? "secondary" : "primary"}
      size="large"
      busy={isSending}
      // Not `disabled`: pressing it says what is missing, and the focus stays.
      aria-disabled={missing !== null}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      onClick={() => void run(editor)}
      className={classNames("w-full min-w-0", missing && "text-ink-muted")}
    >
      <span className={classNames("truncate", label.length > LONG && "-mx-3 text-base")}>
        {isSending ? "Sending" : known && region ? `${label} for ${inTokens(known.tokens)}` : label}
      </span>
    </Button>
  );
}

/** Labels longer than this leave no room for the price beside them. In characters. */
const LONG = 12;

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
  return (
    <p className="flex justify-between gap-3 text-ink-muted text-sm tabular-nums">
      <span>
        {missing
          ? !isTold && wordsFor(missing)
          : sendsMask
            ? `${shareInWords(pixels, base)} marked`
            : region && "The whole picture"}
      </span>
      <span className="shrink-0">
        <TokensLeft />
      </span>
    </p>
  );
}

/** Nobody has done anything wrong yet. */
const wordsFor = ({ code, message }: ApiError) => (code === "mask_empty" ? "Nothing is marked yet" : message);

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
