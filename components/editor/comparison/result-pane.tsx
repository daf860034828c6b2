"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { wordsOfDuration } from "#components/models/model-words.ts";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { stageInWords } from "#lib/client/edits/stage-words.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { useEditorState } from "../state/editor-context.tsx";
import { ResultCanvas } from "./result-canvas.tsx";
import type { SharedView } from "./use-shared-view.ts";

interface ResultPaneProps {
  readonly edit: Edit;
  readonly view: SharedView;
  readonly onKeep: () => void;
}

/** One model's result, or how far it has come. */
export function ResultPane({ edit, view, onKeep }: ResultPaneProps) {
  const t = useTranslations("comparison.results");
  const model = useEditorState(
    (it) => it.account,
    (account) => account.models?.find(({ id }) => id === edit.model),
  );
  const name = model?.name ?? edit.model;
  return (
    <li className="flex min-h-0 min-w-0 flex-col overflow-hidden rounded-large border border-line bg-panel">
      <div className="relative min-h-0 flex-1 bg-canvas">
        <ResultCanvas edit={edit} name={name} view={view} />
        {edit.status !== "succeeded" && <Standing edit={edit} name={name} />}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2 p-2 ps-3">
        <div className="min-w-0">
          <h3 className="truncate font-medium">{name}</h3>
          <p className="text-ink-muted text-sm tabular-nums">
            <Facts edit={edit} />
          </p>
        </div>
        <Button size="small" variant="primary" disabled={edit.status !== "succeeded"} onClick={onKeep}>
          {t("keep")}
        </Button>
      </div>
    </li>
  );
}

function Standing({ edit, name }: { readonly edit: Edit; readonly name: string }) {
  const t = useTranslations();
  const inWords = useErrorWords();
  const hasEnded = edit.status === "failed" || edit.status === "cancelled";
  if (hasEnded) return <Ended>{edit.error ? inWords(edit.error) : t("comparison.results.cancelled")}</Ended>;
  const stage = stageInWords(t, edit);
  return (
    <div className="pointer-events-none absolute inset-x-3 bottom-3 flex flex-col gap-2 rounded-medium border border-line bg-raised p-3 text-sm shadow-overlay">
      <p>{stage}</p>
      <Progress label={t("edits.stageOf", { name, stage })} value={edit.status === "queued" ? null : edit.progress} />
    </div>
  );
}

/** In place of a result. Scrolls, for a pane on a phone may be smaller than the reason is long. */
function Ended({ children }: { readonly children: string }) {
  return (
    <div className="absolute inset-0 flex overflow-y-auto bg-panel p-3 text-sm">
      <p role="status" className="m-auto flex max-w-80 flex-col items-center gap-2 text-center">
        <CircleAlert aria-hidden="true" className="size-5 shrink-0 text-danger-text" />
        {children}
      </p>
    </div>
  );
}

/** What it cost and how long it took. */
function Facts({ edit: { status, tokens, startedAt, finishedAt } }: { readonly edit: Edit }) {
  const t = useTranslations();
  const ofModels = useTranslations("models");
  if (status === "failed" || status === "cancelled") return t("comparison.results.nothingCharged");
  if (status !== "succeeded") return t("common.tokens", { count: tokens.quoted });
  const took = startedAt && finishedAt ? Date.parse(finishedAt) - Date.parse(startedAt) : null;
  const cost = t("common.tokens", { count: tokens.charged });
  return took === null ? cost : `${cost} · ${wordsOfDuration(ofModels, took)}`;
}
