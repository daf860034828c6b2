"use client";

import { ChevronDown, Lasso, SquareDashed } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { ToggleGroup } from "#components/ui/toggle-group.tsx";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { useIsWide } from "../use-is-wide.ts";
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
  return (
    <DropdownMenu>
      <DropdownMenuTrigger>
        <Button size="small" busy={kind === "subject" || kind === "background"}>
          {t("find")}
          <ChevronDown aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent side="top" align="start">
        {WHOLES.map((whole) => (
          <DropdownMenuItem key={whole} onSelect={() => finding.whole(whole)}>
            {t(whole)}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

const useSearchedKind = () =>
  useEditorState(
    ({ finding: { store } }) => store,
    ({ work }) => work?.kind ?? null,
  );
