"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useRef } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button } from "#components/ui/button.tsx";
import type { ApiError } from "#lib/client/api-error.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { notify } from "../state/notify.ts";
import { ErasedSync } from "./erased-sync.ts";
import { erasedEdit } from "./erasing.ts";
import { stopErasing } from "./open-erased.ts";

/** While parts of a result are being erased: says so over the photo, and sends what is painted. */
export function EraseBack() {
  const { mask } = useEditor();
  // Whichever mask is opened, its state is told.
  const editId = useEditorState(
    (it) => it.maskState,
    () => erasedEdit(mask),
  );
  return editId && <Erasing key={editId} editId={editId} />;
}

function Erasing({ editId }: { readonly editId: string }) {
  const t = useTranslations("patch");
  const inWords = useErrorWords();
  const editor = useEditor();
  const done = useRef(() => {});
  const onProblem = useEffectEvent((error: ApiError) =>
    notify("error", t("notErased"), { description: inWords(error) }),
  );
  const sayHint = useEffectEvent(() => editor.announcer.getState().say(t("eraseHint")));
  useEffect(() => {
    const edit = editor.edits.getState().edits.get(editId);
    if (!edit) return;
    const sync = new ErasedSync(editor, edit, (error) => onProblem(error));
    const end = () => {
      sync.flush();
      stopErasing(editor);
    };
    done.current = end;
    sayHint();
    const stopFollowing = editor.edits.subscribe(({ selected }) => {
      if (selected !== editId) end();
    });
    return () => {
      stopFollowing();
      sync.stop();
    };
  }, [editor, editId]);
  return (
    <div className="pointer-events-none absolute inset-x-0 top-16 flex justify-center px-3">
      <p className="pointer-events-auto flex items-center gap-3 rounded-large border border-line bg-raised py-1.5 ps-3.5 pe-1.5 text-sm shadow-overlay">
        {t("eraseHint")}
        <Button size="small" variant="primary" onClick={() => done.current()}>
          {t("done")}
        </Button>
      </p>
    </div>
  );
}
