"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.tsx";
import { resendConfirmation, signUp } from "#lib/client/account.ts";
import { asApiError } from "#lib/client/api-error.ts";
import { MAX_PASSWORD_CHARACTERS, MIN_PASSWORD_CHARACTERS, signUpRequest } from "#lib/contracts/account.ts";
import type { CaptchaWidget } from "#lib/contracts/captcha.ts";
import { address } from "./address.tsx";
import { Captcha } from "./captcha.tsx";
import { FormError } from "./form-error.tsx";
import { PasswordInput } from "./password-input.tsx";
import { SentNotice } from "./sent-notice.tsx";
import { linkTo, TextLink } from "./text-link.tsx";
import { useSubmit } from "./use-submit.ts";

interface SignUpFormProps {
  readonly next: string;
  readonly localMailbox: boolean;
}

export function SignUpForm({
  next,
  localMailbox,
  captcha,
}: SignUpFormProps & { readonly captcha: CaptchaWidget | null }) {
  const t = useTranslations("account");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const limits = { least: MIN_PASSWORD_CHARACTERS, most: MAX_PASSWORD_CHARACTERS };
  const words = { email: t("wrong.email"), password: t("wrong.newPassword", limits) };
  const { busy, error, fieldErrors, onSubmit } = useSubmit(signUpRequest, words, async (fields) => {
    if (await signUp(fields, next)) {
      location.assign(next);
      return "leaving";
    }
    setSentTo(fields.email);
    return "done";
  });
  if (sentTo) return <ConfirmationSent email={sentTo} next={next} localMailbox={localMailbox} />;
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field label={t("email")} error={fieldErrors.email}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" />}
      </Field>
      <Field label={t("password")} hint={t("newPasswordHint", limits)} error={fieldErrors.password}>
        {(control) => <PasswordInput {...control} name="password" autoComplete="new-password" />}
      </Field>
      <Captcha widget={captcha} spent={error} />
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

function ConfirmationSent({ email, next, localMailbox }: SignUpFormProps & { readonly email: string }) {
  const t = useTranslations("account.signUp");
  const inWords = useErrorWords();
  const [busy, setBusy] = useState(false);
  const resend = async () => {
    setBusy(true);
    try {
      await resendConfirmation(email, next);
      toast.success(t("sentAgain"));
    } catch (error) {
      toast.error(t("notSent"), { description: inWords(asApiError(error)) });
    }
    setBusy(false);
  };
  return (
    <>
      <SentNotice localMailbox={localMailbox}>
        <p>{t.rich("linkSent", { email, strong: address })}</p>
        <p className="text-ink-muted">{t.rich("noMessage", { signIn: linkTo("/sign-in"), reset: linkTo("/reset") })}</p>
      </SentNotice>
      <Button busy={busy} onClick={resend}>
        {t("sendAgain")}
      </Button>
    </>
  );
}
