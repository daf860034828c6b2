"use client";

import { useTranslations } from "next-intl";
import { ToggleGroup } from "#components/ui/toggle-group.tsx";
import { useEditorState } from "../state/editor-context.tsx";
import { layersToRun } from "../state/run-scope.ts";
import { RUN_SCOPES } from "../state/run-store.ts";
import { SequenceEnd } from "./sequence-end.tsx";
import { SequenceList } from "./sequence-list.tsx";

const HINTS = { layer: "layerHint", union: "unionHint", sequence: "sequenceHint" } as const;

/** What runs, where several layers are marked; and what became of layers that were run one after another. */
export function RunScopeChoice() {
  const t = useTranslations("layers.run");
  const hasSeveral = useEditorState(
    (it) => it.maskState,
    (state) => layersToRun(state).length > 1,
  );
  const { scope, setScope, sequence } = useEditorState(
    (it) => it.run,
    (run) => run,
  );
  const isRunning = sequence?.state === "running";
  return (
    <>
      {hasSeveral && !isRunning && (
        <div className="flex flex-col gap-1.5">
          <ToggleGroup
            label={t("title")}
            value={scope}
            onValueChange={setScope}
            options={RUN_SCOPES.map((value) => ({ value, label: t(value) }))}
            className="auto-cols-auto! *:px-1.5"
          />
          <p className="text-ink-muted text-sm">{t(HINTS[scope])}</p>
        </div>
      )}
      {((hasSeveral && scope === "sequence") || isRunning) && <SequenceList />}
      <SequenceEnd />
    </>
  );
}
