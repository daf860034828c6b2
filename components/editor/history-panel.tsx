"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { HistoryStrip } from "#components/history/history-strip.tsx";
import { repeatableIds } from "#lib/client/edits/asked-for.ts";
import { reuseRequest, runAgain } from "./state/commands.ts";
import { useEditor, useEditorState } from "./state/editor-context.tsx";
import { useIsSaved } from "./state/use-is-saved.ts";

export function HistoryPanel() {
  const t = useTranslations("editor");
  const editor = useEditor();
  const edits = useEditorState(
    (it) => it.edits,
    (state) => state.edits,
  );
  const selected = useEditorState(
    (it) => it.edits,
    (state) => state.selected,
  );
  const own = useEditorState(
    (it) => it.edits,
    (state) => state.own,
  );
  const repeatable = useMemo(() => repeatableIds(edits, own), [edits, own]);
  return (
    <nav aria-label={t("versions")} className="border-line border-t bg-panel">
      <HistoryStrip
        image={editor.image}
        isSaved={useIsSaved()}
        edits={edits}
        selected={selected}
        patchFiles={editor.patchFiles}
        onSelect={(editId) => editor.edits.getState().select(editId)}
        repeatable={repeatable}
        onRunAgain={(editId) => void runAgain(editor, editId)}
        onReuse={(editId) => reuseRequest(editor, editId)}
      />
    </nav>
  );
}
