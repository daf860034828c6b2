"use client";

import { Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { choosable, promptUse } from "#lib/client/edits/model-choice.ts";
import { isStrategy } from "#lib/client/edits/strategy.ts";
import type { ModelInfo } from "#lib/contracts/model.ts";
import { OPERATIONS, type Operation } from "#lib/domain/operation.ts";
import { MAX_PROMPT_CHARACTERS } from "#lib/domain/prompt.ts";
import { useEditorState } from "../state/editor-context.tsx";

/** The description, where someone reads it. Where nobody does, that is said instead. */
export function PromptField() {
  const t = useTranslations("request");
  const inWords = useErrorWords();
  const models = useEditorState(
    (it) => it.account,
    (account) => account.models,
  );
  const { operation, model, prompt, setPrompt, error } = useEditorState(
    (it) => it.request,
    (request) => request,
  );
  const use = models ? promptUse(models, operation, model) : "none";
  if (use === "none" || !isDescribed(operation)) return null;
  if (use === "ignored") return operation === "inpaint" ? <NobodyReads isAutomatic={isStrategy(model)} /> : null;
  const about = error?.field === "prompt" || error?.code.startsWith("prompt_") ? inWords(error) : null;
  const room = longestPrompt(choosable(models ?? [], operation, model));
  const rest = room - prompt.trim().length;
  return (
    <Field
      label={t(`prompt.${operation}.label`)}
      error={about ?? (rest < 0 ? t("tooLong", { count: -rest }) : null)}
      hint={use === "optional" ? t("mayBeEmpty") : undefined}
    >
      {(control) => (
        <Textarea
          {...control}
          value={prompt}
          onChange={(event) => setPrompt(event.currentTarget.value)}
          maxLength={MAX_PROMPT_CHARACTERS}
          rows={3}
          placeholder={t(`prompt.${operation}.example`)}
          dir="auto"
        />
      )}
    </Field>
  );
}

/** The operations that have a use for a description. */
type Described = {
  [Name in Operation]: (typeof OPERATIONS)[Name]["prompt"] extends "none" ? never : Name;
}[Operation];
const isDescribed = (operation: Operation): operation is Described => OPERATIONS[operation].prompt !== "none";

/** Said where one would look for the field. Elsewhere no description is expected. */
function NobodyReads({ isAutomatic }: { readonly isAutomatic: boolean }) {
  const t = useTranslations("request.unread");
  return (
    <p className="flex gap-2 rounded-medium bg-control p-3 text-sm">
      <Info aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-muted" />
      {t(isAutomatic ? "automatic" : "model")}
    </p>
  );
}

function longestPrompt(models: readonly ModelInfo[]): number {
  const limits = models.map(({ prompt }) => (prompt.use === "ignored" ? 0 : (prompt.maxCharacters ?? Infinity)));
  return Math.min(MAX_PROMPT_CHARACTERS, Math.max(0, ...limits));
}
