"use client";

import { Eraser, Trash2, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button } from "#components/ui/button.tsx";
import { setErased } from "#lib/client/api.ts";
import { asApiError } from "#lib/client/api-error.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { notify } from "../state/notify.ts";
import { erasedEdit } from "./erasing.ts";
import { startErasing, stopErasing } from "./open-erased.ts";
import { useDiscard } from "./use-discard.ts";

interface PatchActionsProps {
  readonly edit: Edit;
  /** Settles when every change of the result has been saved: one that is put aside takes no more. */
  readonly settle: () => Promise<void>;
}

/** Erasing parts of the result, and putting all of it aside. */
export function PatchActions({ edit, settle }: PatchActionsProps) {
  const t = useTranslations("patch");
  const discard = useDiscard();
  return (
    <div className="flex flex-wrap gap-2">
      {edit.appearance && <EraseButtons edit={edit} isErased={edit.appearance.erased} />}
      <Button size="small" onClick={() => void settle().then(() => discard(edit))}>
        <Trash2 aria-hidden="true" />
        {t("discard")}
      </Button>
    </div>
  );
}

function EraseButtons({ edit, isErased }: { readonly edit: Edit; readonly isErased: boolean }) {
  const t = useTranslations("patch");
  const inWords = useErrorWords();
  const editor = useEditor();
  const { mask, edits, follow } = editor;
  const isErasing = useEditorState(
    (it) => it.maskState,
    () => erasedEdit(mask) === edit.id,
  );
  const bringBack = async () => {
    // What is painted there now goes with it.
    stopErasing(editor);
    try {
      const changed = await setErased(edit.id, null);
      edits.getState().take([changed]);
      follow(changed);
    } catch (error) {
      notify("error", t("notChanged"), { description: inWords(asApiError(error)) });
    }
  };
  return (
    <>
      <Button size="small" aria-pressed={isErasing} disabled={isErasing} onClick={() => startErasing(editor, edit)}>
        <Eraser aria-hidden="true" />
        {t("eraseBack")}
      </Button>
      {isErased && (
        <Button size="small" onClick={() => void bringBack()}>
          <Undo2 aria-hidden="true" className="rtl:-scale-x-100" />
          {t("bringBack")}
        </Button>
      )}
    </>
  );
}
