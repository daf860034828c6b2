"use client";

import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { versionPath } from "#lib/client/edits/history.ts";
import { layOut } from "#lib/client/edits/version-base.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import type { OptionValue } from "#lib/domain/model-option.ts";
import type { Size } from "#lib/domain/raster.ts";
import { wordsOfNotice } from "#lib/i18n/notice-words.ts";
import type { TranslatedModel, TranslatedOption } from "#lib/i18n/translated-models.ts";
import type { Translator } from "#lib/i18n/translator.ts";
import { useEditor, useEditorState } from "../state/editor-context.tsx";
import { useProof } from "../use-proof.ts";

/** How the version on the stage was made, and the proof that the rest was left alone. */
export function ResultFacts() {
  const t = useTranslations();
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
  const proof = useProof(edit ?? null);
  if (!edit) return null;
  return (
    <section aria-labelledby="result-facts" className="flex flex-col gap-3 border-line border-t pt-4">
      <h2 id="result-facts" className="font-medium text-sm">
        {t("request.result.title")}
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
        {factsOf(t, edit, before, models).map(({ name, nameLang, text, lang }) => (
          <div key={name} className="contents">
            <dt lang={nameLang} className="text-ink-muted">
              {name}
            </dt>
            <dd lang={lang} dir="auto" className="break-words text-start">
              {text}
            </dd>
          </div>
        ))}
      </dl>
      {edit.warnings
        .map((warning) => wordsOfNotice(t, "warnings", warning, models))
        .map(({ text, lang }) => (
          <p key={text} lang={lang} dir="auto" className="text-start text-sm text-warning-text">
            {text}
          </p>
        ))}
    </section>
  );
}

interface Fact {
  readonly name: string;
  readonly nameLang?: string | undefined;
  readonly text: string;
  readonly lang?: string | undefined;
}

function factsOf(t: Translator, edit: Edit, before: Size, models: readonly TranslatedModel[] | null): Fact[] {
  const model = models?.find(({ id }) => id === edit.model);
  const { replaced, prompt, choice } = edit;
  const isLarger = replaced && (replaced.width !== before.width || replaced.height !== before.height);
  const sizeOf = ({ width, height }: Size) => t("common.size", { width, height });
  const settings = Object.entries(edit.options).map(([name, value]): Fact => {
    const option = model?.options.find((one) => one.name === name);
    return { name: option?.label ?? name, nameLang: option?.lang, text: wordsOfValue(t, option, value) };
  });
  const by = model ? t("request.result.by", { model: model.name, provider: model.provider }) : edit.model;
  return [
    { name: t("request.result.doneBy"), text: by },
    ...(choice === null ? [] : [{ name: t("request.result.chosen"), ...wordsOfNotice(t, "choices", choice, models) }]),
    ...(prompt ? [{ name: t(`operations.${edit.operation}.label`), text: prompt }] : []),
    ...(isLarger
      ? [
          {
            name: t("request.result.size"),
            text: t("request.result.sizes", { before: sizeOf(before), after: sizeOf(replaced) }),
          },
        ]
      : []),
    ...settings,
    { name: t("request.result.cost"), text: t("common.tokens", { count: edit.tokens.charged }) },
  ];
}

/** What a setting was set to, as the panel that sets it says it. */
function wordsOfValue(t: Translator, option: TranslatedOption | undefined, value: OptionValue): string {
  if (typeof value === "number") return t("request.settings.number", { value });
  if (typeof value === "boolean") return t(value ? "models.yes" : "models.no");
  const choices = option?.type === "choice" ? option.choices : [];
  return choices.find((choice) => choice.value === value)?.label ?? value;
}
