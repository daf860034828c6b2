"use client";

import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import type { MenuItem } from "#components/ui/menu-entry.ts";
import { getEditMask } from "#lib/client/api.ts";
import { asApiError } from "#lib/client/api-error.ts";
import { versionPath } from "#lib/client/edits/history.ts";
import { layOut } from "#lib/client/edits/version-base.ts";
import { editName } from "#lib/client/edits/version-names.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { OPERATIONS } from "#lib/domain/operation.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { notify } from "../state/notify.ts";
import { useBase } from "../state/use-ask.ts";
import { useMaskFiles } from "./use-mask-files.ts";

/** Takes the mask of an edit that was made on a picture of this size, whatever became of it, as a new layer. */
export function EarlierMasks() {
  const t = useTranslations();
  const inWords = useErrorWords();
  const { importMask } = useMaskFiles();
  const edits = useMaskedEdits();
  if (edits.length === 0) return null;
  const take = async (edit: Edit) => {
    try {
      await importMask(await getEditMask(edit.id), editName(t, edit));
    } catch (thrown) {
      const error = asApiError(thrown);
      const description = error.code === "not_found" ? t("layers.noMask") : inWords(error);
      notify("error", t("layers.notImported"), { description });
    }
  };
  const entryOf = (edit: Edit): MenuItem => ({
    kind: "item",
    id: edit.id,
    label: editName(t, edit),
    dir: "auto",
    onSelect: () => void take(edit),
  });
  return (
    <Menu
      groups={[edits.map(entryOf)]}
      trigger={
        <IconButton label={t("layers.earlier")} size="small">
          <History aria-hidden="true" />
        </IconButton>
      }
    />
  );
}

/** The last ones made first. */
function useMaskedEdits(): readonly Edit[] {
  const { image } = useEditor();
  const base = useBase();
  const edits = useEditorState(
    (it) => it.edits,
    (state) => state.edits,
  );
  return useMemo(() => {
    const isOfThisBase = (edit: Edit) =>
      layOut(image, versionPath(edits, edit.parentEditId)).base.editId === base.editId;
    return [...edits.values()]
      .filter((edit) => OPERATIONS[edit.operation].mask !== "none" && isOfThisBase(edit))
      .toReversed();
  }, [image, edits, base.editId]);
}
