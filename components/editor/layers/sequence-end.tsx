"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useEditor, useEditorState } from "../state/editor-context.tsx";

const ENDS = { done: "endedDone", stopped: "endedStopped", interrupted: "interrupted" } as const;

/** How far the layers that were run one after another have come, once that has ended. */
export function SequenceEnd() {
  const t = useTranslations("layers.run");
  const { run } = useEditor();
  const sequence = useEditorState(
    (it) => it.run,
    (state) => state.sequence,
  );
  const isOver = sequence && sequence.state !== "running";
  return (
    <div role="status" className="empty:hidden">
      {isOver && (
        <div className="flex items-start gap-2 rounded-medium bg-control p-2 ps-3 text-sm">
          <p className="flex-1 py-1">
            {t(ENDS[sequence.state], {
              done: sequence.steps.filter(({ state }) => state === "done").length,
              count: sequence.steps.length,
            })}
          </p>
          <IconButton label={t("putAway")} size="small" onClick={() => run.getState().putAway()}>
            <X aria-hidden="true" />
          </IconButton>
        </div>
      )}
    </div>
  );
}
