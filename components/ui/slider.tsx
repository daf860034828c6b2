"use client";

import { type CSSProperties, useEffect, useEffectEvent, useRef } from "react";
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
  const input = useRef<HTMLInputElement>(null);
  const commit = useEffectEvent((next: number) => onValueCommit?.(next));
  useEffect(() => {
    const { current: range } = input;
    // React's own `onChange` is called on every step.
    const onCommit = () => commit(Number(range?.value));
    range?.addEventListener("change", onCommit);
    return () => range?.removeEventListener("change", onCommit);
  }, []);
  const share = { "--share": (value - min) / (max - min) } as CSSProperties;
  return (
    <input
      ref={input}
      type="range"
      aria-label={label}
      aria-valuetext={valueText}
      value={value}
      onChange={(event) => onValueChange(Number(event.currentTarget.value))}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      style={share}
      className={classNames("slider h-control-small w-full min-w-24", className)}
    />
  );
}
