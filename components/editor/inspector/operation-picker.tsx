"use client";

import { ToggleGroup } from "#components/ui/toggle-group.tsx";
import { OPERATION_NAMES, OPERATIONS } from "#lib/domain/operation.ts";
import { useEditorState } from "../state/editor-context.tsx";

const OPTIONS = OPERATION_NAMES.map((value) => ({ value, label: OPERATIONS[value].label }));

export function OperationPicker() {
  const operation = useEditorState(
    (it) => it.request,
    (request) => request.operation,
  );
  const setOperation = useEditorState(
    (it) => it.request,
    (request) => request.setOperation,
  );
  return (
    <section aria-label="What to do" className="flex flex-col gap-2">
      <ToggleGroup
        label="What to do"
        value={operation}
        onValueChange={setOperation}
        options={OPTIONS}
        className="w-full"
      />
      <p className="text-ink-muted text-sm">{OPERATIONS[operation].hint}</p>
    </section>
  );
}
