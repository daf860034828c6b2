"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { TranslatedOption } from "#lib/i18n/translated-models.ts";
import { NumberOption } from "./number-option.tsx";
import type { OptionControlProps } from "./option-control-props.ts";

type Props<Type extends TranslatedOption["type"]> = OptionControlProps<Extract<TranslatedOption, { type: Type }>>;

/** One setting of a model, as its declaration asks for. */
export function OptionControl({ option, ...props }: OptionControlProps) {
  switch (option.type) {
    case "number":
      return <NumberOption {...props} option={option} />;
    case "choice":
      return <ChoiceOption {...props} option={option} />;
    case "flag":
      return <FlagOption {...props} option={option} />;
    case "text":
      return <TextOption {...props} option={option} />;
  }
}

/** Stands for "nothing set", to which the list has no other way back; no provider's value has spaces around it. */
const UNTOUCHED = " unset ";

function ChoiceOption({ option, value, factors, error, onChange }: Props<"choice">) {
  const t = useTranslations("request.settings");
  const choices = option.choices.map((choice) => {
    const factor = factors?.[choice.value] ?? 1;
    return factor === 1 ? { ...choice, lang: option.lang } : { ...choice, description: t("multiplies", { factor }) };
  });
  const current = typeof value === "string" ? value : (option.default ?? UNTOUCHED);
  const untouched = { value: UNTOUCHED, label: t("untouchedChoice") };
  return (
    <Field label={option.label} lang={option.lang} hint={option.hint} error={error}>
      {(control) => (
        <Select
          {...control}
          value={current}
          onValueChange={(next) => onChange(next === UNTOUCHED ? undefined : next)}
          options={option.default === null ? [untouched, ...choices] : choices}
        />
      )}
    </Field>
  );
}

function FlagOption({ option, value, onChange }: Props<"flag">) {
  return (
    <Switch
      label={option.label}
      lang={option.lang}
      hint={option.hint}
      checked={typeof value === "boolean" ? value : option.default}
      onCheckedChange={onChange}
    />
  );
}

function TextOption({ option, value, error, onChange }: Props<"text">) {
  const t = useTranslations("request.settings");
  return (
    <Field
      label={option.label}
      lang={option.lang}
      hint={option.hint}
      error={error}
      aside={option.required && <span className="text-ink-muted text-sm">{t("required")}</span>}
    >
      {(control) => (
        <Input
          {...control}
          value={typeof value === "string" ? value : ""}
          required={option.required}
          maxLength={option.maxCharacters}
          autoComplete="off"
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      )}
    </Field>
  );
}
