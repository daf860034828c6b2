"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import { createKey } from "#lib/client/keys.ts";
import { KEY_SCOPES, type KeyScope, MAX_KEY_NAME_CHARACTERS, type NewKey, newKeyRequest } from "#lib/contracts/keys.ts";
import { FormError } from "../form-error.tsx";

const LIFETIMES = ["30", "90", "365", "never"] as const;

interface NewKeyFormProps {
  readonly id: string;
  readonly onBusy: (busy: boolean) => void;
  readonly onMade: (key: NewKey) => void;
}

/** Its submit button is outside, in the dialog's row of actions. */
export function NewKeyForm({ id, onBusy, onMade }: NewKeyFormProps) {
  const t = useTranslations("keys.new");
  const [scopes, setScopes] = useState<readonly KeyScope[]>(["read"]);
  const [lifetime, setLifetime] = useState<(typeof LIFETIMES)[number]>("90");
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<ApiError | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const { name } = Object.fromEntries(new FormData(form));
    const expiry = lifetime === "never" ? {} : { expiresInDays: Number(lifetime) };
    const parsed = newKeyRequest.safeParse({ name, scopes, ...expiry });
    setError(null);
    setWrong(new Set(parsed.error?.issues.map((issue) => String(issue.path[0]))));
    if (!parsed.success) {
      const [first] = parsed.error.issues;
      form.querySelector<HTMLInputElement>(`[name="${String(first?.path[0])}"]`)?.focus();
      return;
    }
    onBusy(true);
    try {
      onMade(await createKey(parsed.data));
    } catch (thrown) {
      setError(asApiError(thrown));
    }
    onBusy(false);
  };

  const toggle = (scope: KeyScope, isOn: boolean) =>
    setScopes(KEY_SCOPES.filter((one) => (one === scope ? isOn : scopes.includes(one))));

  return (
    <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-4">
      <Field
        label={t("name")}
        hint={t("nameHint")}
        error={wrong.has("name") ? t("wrongName", { most: MAX_KEY_NAME_CHARACTERS }) : null}
      >
        {(control) => <Input {...control} name="name" autoComplete="off" />}
      </Field>
      <ScopeChoice scopes={scopes} onToggle={toggle} isMissing={wrong.has("scopes")} />
      <Field label={t("lifetime")}>
        {(control) => (
          <Select
            {...control}
            value={lifetime}
            onValueChange={setLifetime}
            options={LIFETIMES.map((value) => ({
              value,
              label: value === "never" ? t("never") : t("days", { count: Number(value) }),
            }))}
          />
        )}
      </Field>
      <FormError error={error} />
    </form>
  );
}

interface ScopeChoiceProps {
  readonly scopes: readonly KeyScope[];
  readonly onToggle: (scope: KeyScope, isOn: boolean) => void;
  readonly isMissing: boolean;
}

function ScopeChoice({ scopes, onToggle, isMissing }: ScopeChoiceProps) {
  const t = useTranslations("keys");
  return (
    <fieldset className="flex flex-col">
      <legend className="mb-1 font-medium text-sm">{t("new.scopes")}</legend>
      {KEY_SCOPES.map((scope) => (
        <label key={scope} className="flex min-h-control items-start gap-3 rounded-medium py-1.5">
          <input
            type="checkbox"
            name="scopes"
            checked={scopes.includes(scope)}
            onChange={(event) => onToggle(scope, event.currentTarget.checked)}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span className="flex flex-col">
            <span>{t(`scopes.${scope}.name`)}</span>
            <span className="text-ink-muted text-sm">{t(`scopes.${scope}.text`)}</span>
          </span>
        </label>
      ))}
      <p aria-live="polite" className="text-danger-text text-sm">
        {isMissing && t("new.wrongScopes")}
      </p>
    </fieldset>
  );
}
