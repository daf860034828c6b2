"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { run } from "../state/run.ts";
import { layersToRun } from "../state/run-scope.ts";
import { useIsSaved } from "../state/use-is-saved.ts";
import { useSequencePrice } from "./use-sequence-price.ts";

/** Runs the marked layers one after another; says what all of them cost together before it does. */
export function SequenceButton() {
  const t = useTranslations("layers.run");
  const editor = useEditor();
  const count = useEditorState(
    (it) => it.maskState,
    (state) => layersToRun(state).length,
  );
  const sequence = useEditorState(
    (it) => it.run,
    (state) => state.sequence,
  );
  const price = useSequencePrice();
  const isRunning = sequence?.state === "running";
  const steps = sequence?.steps ?? [];
  const done = steps.filter(({ state }) => state === "done").length;
  const isSaved = useIsSaved();
  const isQueued = useEditorState(
    (it) => it.photoState,
    (photo) => photo.isRunQueued,
  );
  const opening = useTranslations("opening");
  const isReady = !isSaved || (price.tokens !== null && price.isAffordable);
  return (
    <>
      <p role="status" className="text-sm text-warning-text empty:hidden">
        {!price.isAffordable && !isRunning && t("short", { needed: price.tokens ?? 0, available: price.available })}
      </p>
      <Button
        variant={isReady ? "primary" : "secondary"}
        size="large"
        busy={isRunning}
        // Not `disabled`: the focus stays, and what is missing stands beside the layer.
        aria-disabled={!isReady}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        onClick={() => isReady && void run(editor)}
        className="w-full min-w-0"
      >
        <span className="truncate">
          {isQueued
            ? opening("waiting")
            : isRunning
              ? t("running", { step: Math.min(done + 1, steps.length), count: steps.length })
              : price.tokens === null
                ? t("button", { count })
                : t("buttonPriced", { count, tokens: price.tokens })}
        </span>
      </Button>
    </>
  );
}
