"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { changedValues, unfilledOption } from "#lib/client/edits/option-values.ts";
import type { OptionValues } from "#lib/domain/model-option.ts";
import { useEditorState } from "../state/editor-context.tsx";
import { OptionControl } from "./option-control.tsx";

const NOTHING_SET: OptionValues = {};

/** The chosen model's own settings, drawn from what it declares. Each model keeps what was set for it. */
export function ModelSettings() {
  const t = useTranslations("request.settings");
  const inWords = useErrorWords();
  const { model, error } = useEditorState(
    (it) => it.request,
    (request) => request,
  );
  const declared = useEditorState(
    (it) => it.account,
    (account) => account.models?.find(({ id }) => id === model),
  );
  const values = useEditorState(
    (it) => it.request,
    (request) => request.options.get(model) ?? NOTHING_SET,
  );
  const { setOption, setOptions } = useEditorState(
    (it) => it.request,
    (request) => request,
  );
  const [isOpen, setIsOpen] = useState(false);
  if (!declared || declared.options.length === 0) return null;
  const { options, price } = declared;
  const unfilled = unfilledOption(options, values);
  const changed = Object.keys(changedValues(options, values)).length;
  const aside = changed === 0 ? t("asItComes") : t("changed", { count: changed });
  return (
    // A setting without which nothing runs is not hidden.
    <Disclosure
      label={t("title")}
      aside={unfilled ? t("missing", { setting: unfilled.label }) : aside}
      open={isOpen || unfilled !== null}
      onOpenChange={setIsOpen}
    >
      {options.map((option) => (
        <OptionControl
          key={`${model} ${option.name}`}
          option={option}
          value={values[option.name]}
          factors={price.multiplier?.option === option.name ? price.multiplier.factors : null}
          error={error?.field === `options.${option.name}` ? inWords(error) : null}
          onChange={(value) => setOption(model, option.name, value)}
        />
      ))}
      {changed > 0 && (
        <Button size="small" variant="ghost" className="self-start" onClick={() => setOptions(model, NOTHING_SET)}>
          {t("setAllBack")}
        </Button>
      )}
    </Disclosure>
  );
}
