"use client";

import { useEffect, useState } from "react";
import { quoteEdit } from "#lib/client/api.ts";
import { ApiError, asApiError, isAbort } from "#lib/client/api-error.ts";
import type { Quote } from "#lib/contracts/edit.ts";
import { currentAsk } from "../state/current-ask.ts";
import type { Editor } from "../state/editor.ts";
import { useEditor } from "../state/editor-context.tsx";

export type ModelQuote =
  | { readonly status: "asking" }
  | { readonly status: "known"; readonly quote: Quote }
  | { readonly status: "refused"; readonly error: ApiError };

/** What the edit that is set up would cost on each of the models, by their ids. Asked for once. */
export function useModelQuotes(modelIds: readonly string[]): ReadonlyMap<string, ModelQuote> {
  const editor = useEditor();
  const [quotes, setQuotes] = useState<ReadonlyMap<string, ModelQuote>>(new Map());
  const ids = modelIds.join(" ");
  useEffect(() => {
    const controller = new AbortController();
    for (const id of ids.split(" ").filter(Boolean)) {
      void quoteFor(editor, id, controller.signal).then((quote) => {
        if (quote) setQuotes((known) => new Map(known).set(id, quote));
      });
    }
    return () => controller.abort();
  }, [editor, ids]);
  return quotes;
}

export function totalOf(quotes: readonly (ModelQuote | undefined)[]): number {
  return quotes.reduce((sum, quote) => sum + (quote?.status === "known" ? quote.quote.tokens : 0), 0);
}

async function quoteFor(editor: Editor, modelId: string, signal: AbortSignal): Promise<ModelQuote | null> {
  const { request, references, region, missing } = currentAsk(editor, modelId);
  if (missing || !region) return { status: "refused", error: missing ?? new ApiError("mask_empty") };
  try {
    return { status: "known", quote: await quoteEdit({ ...request, references, maskBounds: region }, signal) };
  } catch (error) {
    return isAbort(error) ? null : { status: "refused", error: asApiError(error) };
  }
}
