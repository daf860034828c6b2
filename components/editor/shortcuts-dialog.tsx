"use client";

import { Dialog } from "#components/ui/dialog.tsx";
import { SHORTCUTS } from "./shortcuts.ts";

interface ShortcutsDialogProps {
  readonly singleKeys: boolean;
  readonly onSingleKeysChange: (on: boolean) => void;
  readonly onClose: () => void;
}

const ON_THE_PHOTO = [
  { keys: "← → ↑ ↓", label: "Steer the cursor; Shift faster, Alt by one pixel" },
  { keys: "Enter", label: "Put the tool down, lift it" },
  { keys: "Esc", label: "Take back what was begun" },
  { keys: "Space", label: "Hold and drag to move the photo" },
];

/** Every key, and the switch for those that are a single letter. */
export function ShortcutsDialog({ singleKeys, onSingleKeysChange, onClose }: ShortcutsDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Keys">
      <KeyList title="While the photo has the focus" keys={ON_THE_PHOTO} />
      <KeyList title="Everywhere" keys={SHORTCUTS} />
      <label className="flex items-center gap-2 border-line border-t pt-4 text-sm">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => onSingleKeysChange(event.currentTarget.checked)}
          className="size-4 accent-accent"
        />
        Use keys without {"Ctrl or ⌘"}
      </label>
    </Dialog>
  );
}

function KeyList({
  title,
  keys,
}: {
  readonly title: string;
  readonly keys: readonly { keys: string; label: string }[];
}) {
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="font-medium text-sm">{title}</h3>
      <dl className="flex flex-col text-sm">
        {keys.map(({ keys: key, label }) => (
          <div key={key} className="flex items-baseline justify-between gap-4 py-1">
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
