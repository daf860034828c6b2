"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { ToggleGroup } from "#components/ui/toggle-group.tsx";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { useToolSettings } from "./use-tool-settings.ts";

/** What a drag draws around an object, and what needs no pointing at. */
export function ObjectOptions() {
  const t = useTranslations("tools.object");
  const { finding } = useEditor();
  const [{ drag }, set] = useToolSettings();
  const kind = useEditorState(
    ({ finding: { store } }) => store,
    ({ work }) => work?.kind ?? null,
  );
  return (
    <div className="flex shrink-0 items-center gap-2 ps-1">
      <ToggleGroup
        label={t("drag")}
        value={drag}
        onValueChange={(next) => set({ drag: next })}
        options={[
          { value: "box", label: t("box") },
          { value: "outline", label: t("outline") },
        ]}
      />
      <Button size="small" busy={kind === "subject"} onClick={() => finding.whole("subject")}>
        {t("subject")}
      </Button>
      <Button size="small" busy={kind === "background"} onClick={() => finding.whole("background")}>
        {t("background")}
      </Button>
    </div>
  );
}
