"use client";

import { Switch as Primitive } from "radix-ui";
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
        <label htmlFor={id} lang={lang} className="font-medium text-sm">
          {label}
        </label>
        <Primitive.Root
          id={id}
          checked={checked}
          onCheckedChange={onCheckedChange}
          aria-describedby={hint ? hintId : undefined}
          className="flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-control px-0.5 transition-colors data-[state=checked]:border-accent data-[state=checked]:bg-accent"
        >
          <Primitive.Thumb className="block size-3.5 rounded-full bg-line-strong transition-transform data-[state=checked]:translate-x-4 rtl:data-[state=checked]:-translate-x-4 data-[state=checked]:bg-accent-ink" />
        </Primitive.Root>
      </div>
      {hint && (
        <p id={hintId} lang={lang} className="text-ink-muted text-sm">
          {hint}
        </p>
      )}
    </div>
  );
}
