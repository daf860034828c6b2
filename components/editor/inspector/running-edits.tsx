"use client";

import { CloudOff, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { stageInWords } from "#lib/client/edits/stage-words.ts";
import { isFinal } from "#lib/client/events.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { cancel } from "../state/commands.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";

/** Edits under way. They go on when the page is left. */
export function RunningEdits() {
  const t = useTranslations("request.running");
  const inWords = useErrorWords();
  const edits = useEditorState(
    (it) => it.edits,
    (state) => state.edits,
  );
  const isLost = useEditorState(
    (it) => it.edits,
    (state) => state.isLost,
  );
  const refusal = useEditorState(
    (it) => it.edits,
    (state) => state.refusal,
  );
  const running = useMemo(() => [...edits.values()].filter((edit) => !isFinal(edit)), [edits]);
  if (running.length === 0) return null;
  return (
    <section aria-label={t("title")} className="flex w-full max-w-96 flex-col gap-2">
      <ul className="flex max-h-60 flex-col gap-2 overflow-y-auto">
        {running.map((edit) => (
          <RunningEdit key={edit.id} edit={edit} />
        ))}
      </ul>
      {(isLost || refusal) && (
        <p role="status" className="flex gap-2 text-sm text-warning-text">
          <CloudOff aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {refusal ? t("notFollowed", { reason: inWords(refusal) }) : t("lost")}
        </p>
      )}
    </section>
  );
}

function RunningEdit({ edit }: { readonly edit: Edit }) {
  const editor = useEditor();
  const isStopping = useEditorState(
    (it) => it.edits,
    (state) => state.stopping.has(edit.id),
  );
  const t = useTranslations();
  const name = t(`operations.${edit.operation}.label`);
  const stage = isStopping ? t("request.running.stopping") : stageInWords(t, edit);
  const isQueued = edit.status === "queued";
  return (
    <li className="flex flex-col gap-2 rounded-medium border border-line bg-raised p-3">
      <div className="flex items-center gap-2">
        <p className="min-w-0 flex-1 truncate text-sm">
          <span className="font-medium">{name}</span>
          <span className="text-ink-muted"> · {stage}</span>
        </p>
        {!isQueued && (
          <span className="text-ink-muted text-sm tabular-nums">
            {t("edits.progress", { percent: Math.round(edit.progress * 100) })}
          </span>
        )}
        <IconButton
          label={t("request.running.cancel", { operation: name })}
          size="small"
          className="-m-1"
          disabled={isStopping}
          onClick={() => void cancel(editor, edit.id)}
        >
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <Progress label={t("edits.stageOf", { name, stage })} value={isQueued ? null : edit.progress} />
    </li>
  );
}
