"use client";

import { Slider as Primitive } from "radix-ui";
import { classNames } from "./class-names.ts";

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly onValueChange: (value: number) => void;
  /** When the hand lets go: for work that should not run on every step. */
  readonly onValueCommit?: (value: number) => void;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** The value in words, for screen readers: "40 pixels". */
  readonly valueText?: string;
  readonly disabled?: boolean;
  readonly className?: string;
}

export function Slider({ label, value, onValueChange, onValueCommit, min, max, step = 1, ...rest }: SliderProps) {
  const { valueText, disabled = false, className } = rest;
  return (
    <Primitive.Root
      value={[value]}
      onValueChange={([next]) => onValueChange(next ?? value)}
      onValueCommit={([next]) => onValueCommit?.(next ?? value)}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      className={classNames(
        "group relative flex h-control-small w-full min-w-24 touch-none select-none items-center",
        className,
      )}
    >
      <Primitive.Track className="relative h-1 grow forced-color-adjust-none rounded-full bg-line-strong">
        <Primitive.Range className="absolute h-full rounded-full bg-accent-text group-data-disabled:bg-ink-disabled" />
      </Primitive.Track>
      <Primitive.Thumb
        aria-label={label}
        aria-valuetext={valueText}
        className="block size-4 rounded-full border border-line-strong bg-raised shadow-raised transition-colors hover:bg-control pointer-coarse:size-6"
      />
    </Primitive.Root>
  );
}
