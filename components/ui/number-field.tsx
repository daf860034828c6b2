"use client";

import { type ComponentProps, useState } from "react";
import { classNames } from "./class-names.ts";
import type { FieldControl } from "./field.tsx";
import { Input } from "./input.tsx";

interface NumberFieldProps extends Partial<FieldControl>, Pick<ComponentProps<"input">, "placeholder" | "disabled"> {
  /** Null shows the placeholder. */
  readonly value: number | null;
  /** Called with what `parse` made of the text. */
  readonly onValueChange: (value: number | null) => void;
  /** The number a text stands for, made legal; null for none. */
  readonly parse: (text: string) => number | null;
  /** What it is counted in, shown at the end of the field. */
  readonly unit?: string | null;
  readonly "aria-label"?: string;
  readonly className?: string;
}

/** A number that is typed. While it is being typed it is left as it is; when the field is left it becomes a legal one. */
export function NumberField({ value, onValueChange, parse, unit, className, ...control }: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    if (draft !== null) onValueChange(parse(draft));
    setDraft(null);
  };
  return (
    <span className={`relative flex ${className ?? ""}`}>
      <Input
        {...control}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={draft ?? value?.toString() ?? ""}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
        }}
        // A number has no direction, so that it would begin at the left, where the unit is.
        className={classNames("tabular-nums rtl:text-right", unit && "pe-9")}
      />
      {unit && (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 end-3 flex items-center text-ink-muted text-sm"
        >
          {unit}
        </span>
      )}
    </span>
  );
}
