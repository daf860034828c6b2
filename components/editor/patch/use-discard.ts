import { useTranslations } from "next-intl";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { changeEdit, getImage } from "#lib/client/api.ts";
import { asApiError } from "#lib/client/api-error.ts";
import { editName, resultNames } from "#lib/client/edits/version-names.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { useEditor } from "../state/editor-context.tsx";
import { notify } from "../state/notify.ts";

/** Puts an edit aside and shows the version before it; a toast takes that back. */
export function useDiscard(): (edit: Edit) => Promise<void> {
  const t = useTranslations();
  const inWords = useErrorWords();
  const { edits, image, announcer } = useEditor();
  const told = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      notify("error", t("patch.notChanged"), { description: inWords(asApiError(error)) });
    }
  };
  const undo = (edit: Edit) =>
    told(async () => {
      await changeEdit(edit.id, { discarded: false });
      // What it was made on is back with it.
      edits.getState().take((await getImage(image.id)).edits);
      edits.getState().select(edit.id);
    });
  return (edit) =>
    told(async () => {
      const name = resultNames(t, edits.getState().edits).get(edit.id) ?? editName(t, edit);
      const discarded = await changeEdit(edit.id, { discarded: true });
      if (edits.getState().selected === edit.id) edits.getState().select(edit.parentEditId);
      edits.getState().take([discarded]);
      announcer.getState().say(t("patch.discarded", { name }));
      notify("success", t("patch.discarded", { name }), {
        action: { label: t("patch.undo"), onClick: () => void undo(edit) },
      });
    });
}
