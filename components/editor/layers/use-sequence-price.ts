"use client";

import { useEditorState } from "../state/editor-context.tsx";
import { priceOf } from "../state/run-store.ts";

interface SequencePrice {
  /** Of all edits together; null until each is known. */
  readonly tokens: number | null;
  readonly available: number;
  readonly isAffordable: boolean;
}

export function useSequencePrice(): SequencePrice {
  const tokens = useEditorState(
    (it) => it.run,
    ({ quotes }) => priceOf(quotes),
  );
  const available = useEditorState(
    (it) => it.account,
    (account) => account.tokens?.available ?? 0,
  );
  return { tokens, available, isAffordable: tokens === null || tokens <= available };
}
