"use client";

import { ScanEye, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { classNames } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { menuChoice } from "#components/ui/menu-entry.ts";
import { ColourOptions, CombineOption, ObjectOptions } from "./later/parts.ts";
import { BrushOptions } from "./options/brush-options.tsx";
import { useEditor, useEditorState } from "./state/editor-context.tsx";
import { mayPaint } from "./state/may-paint.ts";
import { toolById } from "./tools/index.ts";
import { useIsWide } from "./use-is-wide.ts";

const STRENGTHS = ["hidden", "light", "medium", "strong"] as const;

/** What can be set for the chosen tool, and how the mask is shown. */
export function ToolOptions() {
  const t = useTranslations("tools");
  const { id, settings } = toolById(
    useEditorState(
      (it) => it.tools,
      (tools) => tools.toolId,
    ),
  );
  const needsHint = !settings.includes("brush") && settings.length < 2;
  return (
    <>
      <div className="-my-1 flex min-w-0 flex-1 items-center gap-1 overflow-x-auto py-1">
        {settings.includes("brush") && <BrushOptions />}
        {settings.includes("combine") && <CombineOption />}
        {settings.includes("colour") && <ColourOptions />}
        {settings.includes("object") && <ObjectOptions />}
        {needsHint && <Hint>{t(`hints.${id}`)}</Hint>}
      </div>
      <span aria-hidden="true" className="h-5 w-px shrink-0 bg-line" />
      <MaskOptions />
    </>
  );
}

/** In one line, or in two where the thumb needs the room. */
function Hint({ children }: { readonly children: string }) {
  const lines = useIsWide() ? "truncate text-sm" : "line-clamp-2 text-xs";
  return <p className={classNames("min-w-0 flex-1 px-2 text-ink-muted", lines)}>{children}</p>;
}

function MaskOptions() {
  const t = useTranslations("tools.mask");
  const editor = useEditor();
  const strength = useEditorState(
    (it) => it.tools,
    (state) => state.maskStrength,
  );
  const isMarked = useEditorState(
    (it) => it.maskState,
    (state) => state.pixels > 0,
  );
  const strengths = menuChoice({
    label: t("strength"),
    value: strength,
    options: STRENGTHS.map((value) => ({ value, label: t(value) })),
    onChoose: editor.tools.getState().setMaskStrength,
  });
  return (
    <>
      <Menu
        align="center"
        groups={[[strengths]]}
        trigger={
          <IconButton label={t("shown")} size="small">
            <ScanEye aria-hidden="true" />
          </IconButton>
        }
      />
      <IconButton
        label={t("clear")}
        size="small"
        disabled={!isMarked}
        onClick={() => mayPaint(editor) && editor.mask.apply({ kind: "clear" })}
      >
        <Trash2 aria-hidden="true" />
      </IconButton>
    </>
  );
}
