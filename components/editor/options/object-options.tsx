"use client";

import { ChevronDown, Lasso, SquareDashed } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import type { MenuItem } from "#components/ui/menu-entry.ts";
import { ToggleGroup } from "#components/ui/toggle-group.tsx";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { useIsWide } from "../use-is-wide.ts";
import { SNUG } from "./snug.ts";
import { useToolSettings } from "./use-tool-settings.ts";

const WHOLES = ["subject", "background"] as const;

/** What a drag draws around an object, and what needs no pointing at. */
export function ObjectOptions() {
  const t = useTranslations("tools.object");
  const isWide = useIsWide();
  const [{ drag }, set] = useToolSettings();
  return (
    <div className="flex min-w-0 shrink-0 items-center gap-1 ps-1">
      <ToggleGroup
        label={t("drag")}
        value={drag}
        onValueChange={(next) => set({ drag: next })}
        className={SNUG}
        options={[
          { value: "box", label: t("box"), ...(!isWide && { icon: <SquareDashed aria-hidden="true" /> }) },
          { value: "outline", label: t("outline"), ...(!isWide && { icon: <Lasso aria-hidden="true" /> }) },
        ]}
      />
      {isWide ? <WholeButtons /> : <WholeMenu />}
    </div>
  );
}

function WholeButtons() {
  const t = useTranslations("tools.object");
  const { finding } = useEditor();
  const kind = useSearchedKind();
  return WHOLES.map((whole) => (
    <Button key={whole} size="small" busy={kind === whole} onClick={() => finding.whole(whole)}>
      {t(whole)}
    </Button>
  ));
}

/** The same where the thumb needs the room. */
function WholeMenu() {
  const t = useTranslations("tools.object");
  const { finding } = useEditor();
  const kind = useSearchedKind();
  const entries = WHOLES.map(
    (whole): MenuItem => ({ kind: "item", label: t(whole), onSelect: () => finding.whole(whole) }),
  );
  return (
    <Menu
      side="top"
      align="start"
      groups={[entries]}
      trigger={
        <Button size="small" busy={kind === "subject" || kind === "background"}>
          {t("find")}
          <ChevronDown aria-hidden="true" />
        </Button>
      }
    />
  );
}

const useSearchedKind = () =>
  useEditorState(
    ({ finding: { store } }) => store,
    ({ work }) => work?.kind ?? null,
  );
