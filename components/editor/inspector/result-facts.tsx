"use client";

import { ShieldCheck } from "lucide-react";
import { useMemo } from "react";
import { versionPath } from "#lib/client/edits/history.ts";
import { inTokens } from "#lib/client/edits/model-words.ts";
import { proofInWords } from "#lib/client/edits/proof-words.ts";
import { layOut } from "#lib/client/edits/version-base.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import type { ModelInfo } from "#lib/contracts/model.ts";
import { OPERATIONS } from "#lib/domain/operation.ts";
import type { Size } from "#lib/domain/raster.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { inPixels } from "./size-change.tsx";

/** How the version on the stage was made, and the proof that the rest was left alone. */
export function ResultFacts() {
  const { image } = useEditor();
  const edits = useEditorState(
    (it) => it.edits,
    (state) => state.edits,
  );
  const edit = useEditorState(
    (it) => it.edits,
    (state) => (state.selected === null ? undefined : state.edits.get(state.selected)),
  );
  const models = useEditorState(
    (it) => it.account,
    (account) => account.models,
  );
  const before = useMemo(
    () => layOut(image, versionPath(edits, edit?.parentEditId ?? null)).base,
    [image, edits, edit?.parentEditId],
  );
  if (!edit) return null;
  const proof = proofInWords(edit, before);
  return (
    <section aria-labelledby="result-facts" className="flex flex-col gap-3 border-line border-t pt-4">
      <h2 id="result-facts" className="font-medium text-sm">
        This version
      </h2>
      {proof && (
        <p className="flex gap-2 text-sm">
          <ShieldCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-success-text" />
          <span>
            <span className="font-medium">{proof.claim}</span>
            <span className="block text-ink-muted">{proof.detail}</span>
          </span>
        </p>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm tabular-nums">
        {factsOf(
          edit,
          before,
          models?.find(({ id }) => id === edit.model),
        ).map(([name, fact]) => (
          <div key={name} className="contents">
            <dt className="text-ink-muted">{name}</dt>
            <dd className="break-words">{fact}</dd>
          </div>
        ))}
      </dl>
      {edit.warnings.map((warning) => (
        <p key={warning.code + warning.message} className="text-sm text-warning-text">
          {warning.message}
        </p>
      ))}
    </section>
  );
}

function factsOf(edit: Edit, before: Size, model: ModelInfo | undefined): (readonly [name: string, fact: string])[] {
  const { replaced } = edit;
  const isLarger = replaced && (replaced.width !== before.width || replaced.height !== before.height);
  const facts: (readonly [string, string | null])[] = [
    ["Done by", model ? `${model.name}, ${model.provider}` : edit.model],
    ["Chosen", edit.choice],
    [OPERATIONS[edit.operation].label, edit.prompt || null],
    ["Size", isLarger ? `${inPixels(before)} → ${inPixels(replaced)}` : null],
    ...Object.entries(edit.options).map(
      ([name, value]) => [model?.options.find((option) => option.name === name)?.label ?? name, String(value)] as const,
    ),
    ["Cost", inTokens(edit.tokens.charged)],
  ];
  return facts.flatMap(([name, fact]) => (fact === null ? [] : [[name, fact] as const]));
}
