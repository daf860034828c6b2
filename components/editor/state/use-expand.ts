"use client";

import { legalEdge, widestLimit } from "#lib/client/edits/expand.ts";
import { choosable } from "#lib/client/edits/model-choice.ts";
import type { ModelInfo } from "#lib/contracts/model.ts";
import type { Edges } from "#lib/domain/outpaint.ts";
import { useEditorState } from "./editor-context.tsx";

const NONE: readonly ModelInfo[] = [];

export interface Expand {
  readonly isAsked: boolean;
  readonly edges: Edges;
  /** Pixels per side that the models at hand can reach; null where one of them sets no limit. */
  readonly limit: number | null;
  /** Takes the edges to whole pixels within the limit. */
  set(edges: Edges): void;
}

/** How far the photo is to be extended, by fields and by the frame on the stage alike. */
export function useExpand(): Expand {
  const { operation, model, expand, setExpand } = useEditorState(
    (it) => it.request,
    (request) => request,
  );
  const models = useEditorState(
    (it) => it.account,
    (account) => account.models ?? NONE,
  );
  const limit = widestLimit(choosable(models, operation, model));
  return {
    isAsked: operation === "outpaint",
    edges: expand,
    limit,
    set: (edges) =>
      setExpand({
        left: legalEdge(edges.left, limit),
        top: legalEdge(edges.top, limit),
        right: legalEdge(edges.right, limit),
        bottom: legalEdge(edges.bottom, limit),
      }),
  };
}
