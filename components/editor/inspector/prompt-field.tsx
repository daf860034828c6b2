"use client";

import { Info } from "lucide-react";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { promptUse } from "#lib/client/edits/model-choice.ts";
import { MAX_PROMPT_CHARACTERS } from "#lib/contracts/edit.ts";
import { useEditorState } from "../state/editor-context.tsx";

/** The description, where someone reads it. Where nobody does, that is said instead. */
export function PromptField() {
  const models = useEditorState(
    (it) => it.account,
    (account) => account.models,
  );
  const { operation, model, prompt, setPrompt, error } = useEditorState(
    (it) => it.request,
    (request) => request,
  );
  const use = models ? promptUse(models, operation, model) : "none";
  if (use === "none") return null;
  if (use === "ignored") {
    return (
      <p className="flex gap-2 rounded-medium bg-control p-3 text-sm">
        <Info aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-muted" />
        {model === "auto"
          ? "No model on this server reads a description. The marked region is filled from its surroundings."
          : "This model does not read a description. It fills the marked region from its surroundings."}
      </p>
    );
  }
  const about = error?.field === "prompt" || error?.code.startsWith("prompt_") ? error.message : null;
  return (
    <Field label="What should be there" error={about} hint={use === "optional" ? "May be left empty." : undefined}>
      {(control) => (
        <Textarea
          {...control}
          value={prompt}
          onChange={(event) => setPrompt(event.currentTarget.value)}
          maxLength={MAX_PROMPT_CHARACTERS}
          rows={3}
          placeholder="A wooden bench"
        />
      )}
    </Field>
  );
}
