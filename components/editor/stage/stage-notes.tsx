"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { OPERATIONS } from "#lib/domain/operation.ts";
import { ProofNote } from "../later/parts.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { Note } from "./note.tsx";

/** One quiet line at the foot of the stage: what to do first, or the proof that the rest was left alone. */
export function StageNote() {
  const t = useTranslations("editor.firstStep");
  const isEmpty = useEditorState(
    (it) => it.maskState,
    (mask) => mask.pixels === 0,
  );
  const isFirst = useEditorState(
    (it) => it.edits,
    (state) => state.edits.size === 0,
  );
  const operation = useEditorState(
    (it) => it.request,
    (request) => request.operation,
  );
  if (!isEmpty) return null;
  if (!isFirst) return <ProofNote />;
  const { mask } = OPERATIONS[operation];
  return mask !== "none" && <Note>{t(operation === "erase" ? "erase" : mask)}</Note>;
}

/** Some of the photo did not arrive. */
export function MissingTiles() {
  const t = useTranslations();
  const { bitmaps } = useEditor();
  const isIncomplete = useEditorState(
    (it) => it.photoState,
    (state) => state.isIncomplete,
  );
  if (!isIncomplete) return null;
  return (
    <div
      role="status"
      className="flex items-center gap-3 rounded-large border border-line bg-panel py-1.5 ps-3.5 pe-1.5 text-sm shadow-overlay"
    >
      {t("editor.incomplete")}
      <Button size="small" onClick={() => bitmaps.retry()}>
        {t("common.tryAgain")}
      </Button>
    </div>
  );
}
