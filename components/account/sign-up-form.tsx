"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { signUp } from "#lib/client/account.ts";
import { MAX_PASSWORD_CHARACTERS, MIN_PASSWORD_CHARACTERS, signUpRequest } from "#lib/contracts/account.ts";
import type { CaptchaWidget } from "#lib/contracts/captcha.ts";
import { Captcha } from "./captcha.tsx";
import { ConfirmationSent } from "./confirmation-sent.tsx";
import { FormError } from "./form-error.tsx";
import { PasswordInput } from "./password-input.tsx";
import { TextLink } from "./text-link.tsx";
import { useSubmit } from "./use-submit.ts";

interface SignUpFormProps {
  readonly next: string;
  readonly localMailbox: boolean;
  readonly captcha: CaptchaWidget | null;
}

export function SignUpForm({ next, localMailbox, captcha }: SignUpFormProps) {
  const t = useTranslations("account");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const limits = { least: MIN_PASSWORD_CHARACTERS, most: MAX_PASSWORD_CHARACTERS };
  const words = { email: t("wrong.email"), password: t("wrong.newPassword", limits) };
  const { busy, error, fieldErrors, answers, onSubmit } = useSubmit(signUpRequest, words, async (fields) => {
    if (await signUp(fields, next)) {
      location.assign(next);
      return "leaving";
    }
    setSentTo(fields.email);
    return "done";
  });
  if (sentTo) return <ConfirmationSent email={sentTo} next={next} localMailbox={localMailbox} captcha={captcha} />;
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field label={t("email")} error={fieldErrors.email}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" />}
      </Field>
      <Field label={t("password")} hint={t("newPasswordHint", limits)} error={fieldErrors.password}>
        {(control) => <PasswordInput {...control} name="password" autoComplete="new-password" />}
      </Field>
      <Captcha widget={captcha} spent={answers} />
      <FormError error={error}>
        {error?.code === "email_taken" && (
          <TextLink href={`/sign-in?next=${encodeURIComponent(next)}`}>{t("signUp.signIn")}</TextLink>
        )}
      </FormError>
      <Button type="submit" variant="primary" busy={busy}>
        {t("signUp.submit")}
      </Button>
    </form>
  );
}
