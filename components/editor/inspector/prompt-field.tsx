"use client";

import { Info } from "lucide-react";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { choosable, promptUse } from "#lib/client/edits/model-choice.ts";
import { isStrategy } from "#lib/client/edits/strategy.ts";
import { MAX_PROMPT_CHARACTERS } from "#lib/contracts/edit.ts";
import type { ModelInfo } from "#lib/contracts/model.ts";
import type { Operation } from "#lib/domain/operation.ts";
import { useEditorState } from "../state/editor-context.tsx";

const WORDS: Record<Operation, readonly [label: string, example: string]> = {
  erase: ["What should be there", ""],
  inpaint: ["What should be there", "A wooden bench"],
  outpaint: ["What should appear around it", "More sky, a few clouds"],
  "replace-object": ["What should be there instead", "A red bicycle"],
  recolor: ["Which colour, on what", "The car in dark green"],
  "replace-background": ["The new background", "A quiet street at dusk"],
  "remove-background": ["What should be there", ""],
  restyle: ["The style", "Watercolour on rough paper"],
  upscale: ["What the photo shows", "A portrait in soft light"],
};

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
  if (use === "ignored") return operation === "inpaint" ? <NobodyReads isAutomatic={isStrategy(model)} /> : null;
  const about = error?.field === "prompt" || error?.code.startsWith("prompt_") ? error.message : null;
  const [label, example] = WORDS[operation];
  const room = longestPrompt(choosable(models ?? [], operation, model));
  const rest = room - prompt.trim().length;
  return (
    <Field
      label={label}
      error={about ?? (rest < 0 ? `This is ${(-rest).toLocaleString("en")} characters too long.` : null)}
      hint={use === "optional" ? "May be left empty." : undefined}
    >
      {(control) => (
        <Textarea
          {...control}
          value={prompt}
          onChange={(event) => setPrompt(event.currentTarget.value)}
          maxLength={MAX_PROMPT_CHARACTERS}
          rows={3}
          placeholder={example}
        />
      )}
    </Field>
  );
}

/** Said where one would look for the field. Elsewhere no description is expected. */
function NobodyReads({ isAutomatic }: { readonly isAutomatic: boolean }) {
  return (
    <p className="flex gap-2 rounded-medium bg-control p-3 text-sm">
      <Info aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-muted" />
      {isAutomatic
        ? "No model on this server reads a description. The marked region is filled from its surroundings."
        : "This model does not read a description. It fills the marked region from its surroundings."}
    </p>
  );
}

function longestPrompt(models: readonly ModelInfo[]): number {
  const limits = models.map(({ prompt }) => (prompt.use === "ignored" ? 0 : (prompt.maxCharacters ?? Infinity)));
  return Math.min(MAX_PROMPT_CHARACTERS, Math.max(0, ...limits));
}
