"use client";

import { useEffect, useRef } from "react";
import { Input } from "#components/ui/input.tsx";
import { MAX_NAME_CHARACTERS } from "#lib/client/layers/layer-meta.ts";

interface LayerRenameProps {
  readonly label: string;
  readonly name: string;
  /** Null where the name stays as it is. `byKey`: the focus is still here. */
  readonly onDone: (name: string | null, byKey: boolean) => void;
}

/** The name as a field: Enter and leaving it keep what was typed, Escape does not. */
export function LayerRename({ label, name, onDone }: LayerRenameProps) {
  const input = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  // Next to everything else that takes the focus at this moment, such as a menu that closes.
  useEffect(() => {
    const frame = requestAnimationFrame(() => input.current?.select());
    return () => cancelAnimationFrame(frame);
  }, []);
  const finish = (value: string | null, byKey: boolean) => {
    if (isDone.current) return;
    isDone.current = true;
    const next = value?.trim();
    onDone(next && next !== name ? next : null, byKey);
  };
  return (
    <Input
      ref={input}
      aria-label={label}
      defaultValue={name}
      maxLength={MAX_NAME_CHARACTERS}
      onBlur={(event) => finish(event.currentTarget.value, false)}
      onKeyDown={(event) => {
        if (event.key === "Enter") finish(event.currentTarget.value, true);
        if (event.key === "Escape") finish(null, true);
      }}
      className="h-control-small min-w-0 flex-1 px-1.5"
    />
  );
}
