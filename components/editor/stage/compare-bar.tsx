"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { ToggleGroup } from "#components/ui/toggle-group.tsx";
import { BEFORES } from "../state/compare-store.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { selectedPath } from "../state/edits-store.ts";
import { Divider, FloatingBar } from "./stage-bars.tsx";

/** What the result is compared with, how the map of the difference is read, and the way out. */
export function CompareBar({ isWide }: { readonly isWide: boolean }) {
  const t = useTranslations("viewing");
  const { setBefore, stop } = useEditor().compare.getState();
  const before = useEditorState(
    (it) => it.compare,
    (compare) => compare.before,
  );
  const isDifference = useEditorState(
    (it) => it.compare,
    (compare) => compare.mode === "difference",
  );
  const hasSteps = useEditorState(
    (it) => it.edits,
    (state) => selectedPath(state).length > 1,
  );
  const options = BEFORES.map((value) => ({ value, label: t(`befores.${value}`) }));
  // Without a choice there is nothing to say on a phone, where the way out is below as well.
  if (!isWide && !hasSteps && !isDifference) return null;
  return (
    <FloatingBar className="absolute inset-x-3 top-3 mx-auto w-fit">
      {isDifference && <Legend />}
      {isWide && !isDifference && (
        <span className="whitespace-nowrap px-2 text-ink-muted text-sm">
          {hasSteps ? t("compareWith") : t("compare")}
        </span>
      )}
      {isDifference && hasSteps && <Divider />}
      {hasSteps && <ToggleGroup label={t("compareWith")} value={before} onValueChange={setBefore} options={options} />}
      {isWide && (
        <IconButton label={t("stopComparing")} shortcut="Esc" size="small" onClick={stop}>
          <X aria-hidden="true" />
        </IconButton>
      )}
    </FloatingBar>
  );
}

const SWATCHES = [
  { name: "unchanged", className: "bg-photo-edge" },
  { name: "changed", className: "bg-photo-ink" },
  { name: "mask", className: "border-2 border-mask bg-photo-edge" },
] as const;

/** What the colours of the map stand for. */
function Legend() {
  const t = useTranslations("viewing.legend");
  return (
    <ul className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1 px-2 text-ink-muted text-sm">
      {SWATCHES.map(({ name, className }) => (
        <li key={name} className="flex items-center gap-1.5 whitespace-nowrap">
          <span aria-hidden="true" className={`size-3 rounded-small border border-line-strong ${className}`} />
          {t(name)}
        </li>
      ))}
    </ul>
  );
}
