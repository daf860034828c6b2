"use client";

import { Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { choosable } from "#lib/client/edits/model-choice.ts";
import type { ModelInfo } from "#lib/contracts/model.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { useIsSaved } from "../state/use-is-saved.ts";

const NONE: readonly ModelInfo[] = [];

/** The way to ask several models at once, where there are several. */
export function CompareButton() {
  const t = useTranslations("comparison");
  const { comparison } = useEditor();
  const operation = useEditorState(
    (it) => it.request,
    (request) => request.operation,
  );
  const models = useEditorState(
    (it) => it.account,
    (account) => account.models ?? NONE,
  );
  const hasResults = useEditorState(
    (it) => it.comparison,
    (state) => state.editIds.length > 0,
  );
  const isSaved = useIsSaved();
  const canCompare = choosable(models, operation, "auto").length > 1;
  if (!canCompare && !hasResults) return null;
  const { choose, showResults } = comparison.getState();
  return (
    <div className="flex flex-wrap gap-2">
      {canCompare && (
        <Button size="small" disabled={!isSaved} onClick={choose}>
          <Columns3 aria-hidden="true" />
          {t("title")}
        </Button>
      )}
      {hasResults && (
        <Button size="small" variant="ghost" onClick={showResults}>
          {t("last")}
        </Button>
      )}
    </div>
  );
}
