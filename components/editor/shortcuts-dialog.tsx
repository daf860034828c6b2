"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { KeyChoice } from "./key-choice.tsx";
import { SHORTCUTS } from "./shortcuts.ts";
import { useEditor, useEditorState } from "./state/editor-context.tsx";

interface ShortcutsDialogProps {
  readonly singleKeys: boolean;
  readonly onSingleKeysChange: (on: boolean) => void;
  readonly onClose: () => void;
}

const ON_THE_PHOTO = [
  ["← → ↑ ↓", "steer"],
  ["Enter", "press"],
  ["Enter", "close"],
  ["Backspace", "back"],
  ["Esc", "escape"],
  ["Space", "space"],
] as const;
const WITH_THE_HAND = [
  ["Shift", "line"],
  ["Alt", "swap"],
  ["Shift", "add"],
  ["Alt", "subtract"],
  ["Shift Alt", "intersect"],
  ["Shift", "square"],
  ["Alt", "middle"],
] as const;

/** Every key, which of them can be changed, and the switch for those that are a single letter. */
export function ShortcutsDialog({ singleKeys, onSingleKeysChange, onClose }: ShortcutsDialogProps) {
  const t = useTranslations("tools.keys");
  const { keys } = useEditor();
  const isChanged = useEditorState(
    (it) => it.keys,
    ({ chosen }) => Object.keys(chosen).length > 0,
  );
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("title")}>
      <KeyList title={t("onPhoto")} keys={ON_THE_PHOTO.map(([key, id]) => [key, t(`photo.${id}`)])} />
      <KeyList title={t("pointer")} keys={WITH_THE_HAND.map(([key, id]) => [key, t(`hand.${id}`)])} />
      <section className="flex flex-col gap-1.5">
        <div className="flex items-center justify-between gap-4">
          <h3 className="font-medium text-sm">{t("everywhere")}</h3>
          <Button size="small" disabled={!isChanged} onClick={() => keys.getState().reset()}>
            {t("reset")}
          </Button>
        </div>
        <ul className="flex flex-col text-sm">
          {SHORTCUTS.map((shortcut) => (
            <KeyChoice key={shortcut.id} shortcut={shortcut} />
          ))}
        </ul>
      </section>
      <label className="flex min-h-control-small items-center gap-2 border-line border-t pt-4 text-sm">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => onSingleKeysChange(event.currentTarget.checked)}
          className="size-4 accent-accent"
        />
        {t("without")}
      </label>
      {/* In a tab of its own: whoever looks something up has not finished here. */}
      <Link href="/guide" target="_blank" className="w-fit text-accent-text text-sm underline underline-offset-4">
        {t("guide")}
      </Link>
    </Dialog>
  );
}

interface KeyListProps {
  readonly title: string;
  readonly keys: readonly (readonly [key: string, label: string])[];
}

function KeyList({ title, keys }: KeyListProps) {
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="font-medium text-sm">{title}</h3>
      <dl className="flex flex-col text-sm">
        {keys.map(([key, label]) => (
          <div key={label} className="flex items-baseline justify-between gap-4 py-1">
            <dt className="text-ink-muted">{label}</dt>
            <dd className="shrink-0">
              <kbd className="rounded-small border border-line bg-control px-1.5 py-0.5 font-sans text-xs">{key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
