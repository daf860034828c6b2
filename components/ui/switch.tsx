"use client";

import { type ReactNode, useId } from "react";

interface SwitchProps {
  readonly label: string;
  /** Of the label and the hint, where it is another language than the page's. */
  readonly lang?: string | undefined;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
}

/** Something that is on or off, and takes effect at once. */
export function Switch({ label, lang, hint, checked, onCheckedChange }: SwitchProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="flex flex-col gap-1">
      <div className="flex min-h-control-small items-center justify-between gap-3">
        <label htmlFor={id} lang={lang} className="flex flex-1 items-center self-stretch font-medium text-sm">
          {label}
        </label>
        <button
          type="button"
          role="switch"
          id={id}
          aria-checked={checked}
          onClick={() => onCheckedChange(!checked)}
          aria-describedby={hint ? hintId : undefined}
          className="group relative flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-control px-0.5 transition-colors before:absolute before:-inset-x-1 before:-inset-y-3 aria-checked:border-accent aria-checked:bg-accent"
        >
          <span className="block size-3.5 rounded-full bg-line-strong transition-transform group-aria-checked:translate-x-4 rtl:group-aria-checked:-translate-x-4 group-aria-checked:bg-accent-ink" />
        </button>
      </div>
      {hint && (
        <p id={hintId} lang={lang} className="text-ink-muted text-sm">
          {hint}
        </p>
      )}
    </div>
  );
}
