"use client";

import { ShieldCheck } from "lucide-react";
import { area } from "#lib/domain/geometry.ts";
import { OPERATIONS } from "#lib/domain/operation.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";

/** How the version on the stage was made, and the proof that the rest was left alone. */
export function ResultFacts() {
  const { image } = useEditor();
  const edit = useEditorState(
    (it) => it.edits,
    ({ edits, selected }) => (selected === null ? undefined : edits.get(selected)),
  );
  const models = useEditorState(
    (it) => it.account,
    (account) => account.models,
  );
  if (!edit) return null;
  const model = models?.find((one) => one.id === edit.model);
  return (
    <section aria-labelledby="result-facts" className="flex flex-col gap-3 border-line border-t pt-4">
      <h2 id="result-facts" className="font-medium text-sm">
        This version
      </h2>
      {edit.outsidePixelsChanged !== null && (
        <p className="flex gap-2 text-sm">
          <ShieldCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-success-text" />
          <span>
            <span className="font-medium">
              {edit.outsidePixelsChanged.toLocaleString("en")} pixels outside the mask changed
            </span>
            <span className="block text-ink-muted">
              Checked over all {area(image).toLocaleString("en")}, beyond {edit.spreadPixels} px from the mask.
            </span>
          </span>
        </p>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        <dt className="text-ink-muted">Done by</dt>
        <dd>{model?.name ?? edit.model}</dd>
        {edit.prompt && (
          <>
            <dt className="text-ink-muted">{OPERATIONS[edit.operation].label}</dt>
            <dd className="break-words">{edit.prompt}</dd>
          </>
        )}
        <dt className="text-ink-muted">Cost</dt>
        <dd className="tabular-nums">
          {edit.tokens.charged} {edit.tokens.charged === 1 ? "token" : "tokens"}
        </dd>
      </dl>
      {edit.warnings.map((warning) => (
        <p key={warning.code} className="text-sm text-warning-text">
          {warning.message}
        </p>
      ))}
    </section>
  );
}
