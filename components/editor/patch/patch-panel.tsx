"use client";

import { Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { versionPath } from "#lib/client/edits/history.ts";
import type { Appearance } from "#lib/contracts/appearance.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { AppearanceSliders } from "./appearance-sliders.tsx";
import { PatchActions } from "./patch-actions.tsx";
import { useAppearance, useBlendingNews } from "./use-appearance.ts";

const NOTHING_TO_SAVE = async () => {};

/** What can be done with the result on the stage after it was made: none of it costs anything. */
export function PatchPanel() {
  const t = useTranslations("patch");
  const edit = useEditorState(
    (it) => it.edits,
    (state) => (state.selected === null ? undefined : state.edits.get(state.selected)),
  );
  if (edit?.status !== "succeeded") return null;
  return (
    <section aria-labelledby="patch-panel" className="flex flex-col gap-3 border-line border-t pt-4">
      {edit.appearance ? (
        <Changeable key={edit.id} edit={edit} appearance={edit.appearance} />
      ) : (
        <>
          <h2 id="patch-panel" className="font-medium text-sm">
            {t("title")}
          </h2>
          <PatchActions edit={edit} settle={NOTHING_TO_SAVE} />
        </>
      )}
      <KeptBelow edit={edit} />
    </section>
  );
}

function Changeable({ edit, appearance }: { readonly edit: Edit; readonly appearance: Appearance }) {
  const t = useTranslations("patch");
  const { announcer } = useEditor();
  const { change, settle } = useAppearance(edit.id);
  useBlendingNews(edit);
  const { visible, reblending } = appearance;
  return (
    <>
      <div className="flex min-h-control-small items-center gap-2">
        <h2 id="patch-panel" className="flex-1 font-medium text-sm">
          {t("title")}
        </h2>
        {reblending && (
          <span className="flex items-center gap-1.5 text-ink-muted text-sm">
            <Spinner />
            {t("reblending")}
          </span>
        )}
        <IconButton
          label={t(visible ? "hide" : "show")}
          size="small"
          onClick={() => {
            change({ visible: !visible });
            announcer.getState().say(t(visible ? "isHidden" : "isShown"));
          }}
        >
          {visible ? <Eye aria-hidden="true" /> : <EyeOff aria-hidden="true" />}
        </IconButton>
      </div>
      <AppearanceSliders appearance={appearance} change={change} />
      <PatchActions edit={edit} settle={settle} />
    </>
  );
}

/** Later versions that replaced the picture were made of its pixels, and these stay. */
function KeptBelow({ edit }: { readonly edit: Edit }) {
  const t = useTranslations("patch");
  const edits = useEditorState(
    (it) => it.edits,
    (state) => state.edits,
  );
  const isKept =
    edit.appearance !== null &&
    [...edits.values()].some(({ id, replaced }) => replaced && versionPath(edits, id).some((on) => on.id === edit.id));
  return isKept && <p className="text-ink-muted text-sm">{t("keptBelow")}</p>;
}
