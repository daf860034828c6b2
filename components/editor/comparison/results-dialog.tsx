"use client";

import { Maximize, Minus, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { classNames } from "#components/ui/class-names.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { Edit } from "#lib/contracts/edit.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { ResultPane } from "./result-pane.tsx";
import { useSharedView } from "./use-shared-view.ts";

/** What each model made of the same request, in panes that show the same place. Closing keeps all of them as versions. */
export function ResultsDialog() {
  const t = useTranslations();
  const editor = useEditor();
  const editIds = useEditorState(
    (it) => it.comparison,
    (state) => state.editIds,
  );
  const edits = useEditorState(
    (it) => it.edits,
    (state) => state.edits,
  );
  const compared = editIds.flatMap((id): Edit[] => {
    const edit = edits.get(id);
    return edit ? [edit] : [];
  });
  const view = useSharedView(editor, compared);
  const close = () => editor.comparison.getState().close();
  const keep = (editId: string) => {
    editor.edits.getState().select(editId);
    close();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      size="full"
      title={t("comparison.results.title")}
      description={t("comparison.results.description")}
    >
      <ul
        className={classNames(
          "grid min-h-0 flex-1 auto-rows-fr gap-3",
          compared.length > 2 ? "grid-cols-2" : "sm:grid-cols-2",
          compared.length === 3 && "lg:grid-cols-3",
        )}
      >
        {compared.map((edit) => (
          <ResultPane key={edit.id} edit={edit} view={view} onKeep={() => keep(edit.id)} />
        ))}
      </ul>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms. */}
      <div role="group" aria-label={t("viewing.zoom.title")} className="flex items-center justify-center gap-1">
        <IconButton label={t("viewing.zoom.out")} tooltipSide="top" onClick={() => view.step(-1)}>
          <Minus aria-hidden="true" />
        </IconButton>
        <IconButton label={t("viewing.zoom.in")} tooltipSide="top" onClick={() => view.step(1)}>
          <Plus aria-hidden="true" />
        </IconButton>
        <IconButton label={t("comparison.results.showRegion")} tooltipSide="top" onClick={view.reset}>
          <Maximize aria-hidden="true" />
        </IconButton>
      </div>
    </Dialog>
  );
}
