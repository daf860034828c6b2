"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { sendMagicLink, signIn } from "#lib/client/account.ts";
import { linkRequest, signInRequest } from "#lib/contracts/account.ts";
import type { CaptchaWidget } from "#lib/contracts/captcha.ts";
import { address } from "./address.tsx";
import { Captcha } from "./captcha.tsx";
import { FormError } from "./form-error.tsx";
import { PasswordInput } from "./password-input.tsx";
import { SentNotice } from "./sent-notice.tsx";
import { AsideLink } from "./text-link.tsx";
import { useSubmit } from "./use-submit.ts";

interface SignInFormProps {
  readonly next: string;
  readonly localMailbox: boolean;
  /** Whether another button on the page is the main one. */
  readonly secondary: boolean;
  /** For the link, which is a message. */
  readonly captcha: CaptchaWidget | null;
}

/** By password, or by a link sent to the address typed here. */
export function SignInForm({ next, localMailbox, secondary, captcha }: SignInFormProps) {
  const t = useTranslations("account");
  const [byLink, setByLink] = useState(false);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const schema = byLink ? linkRequest : signInRequest;
  const words = { email: t("wrong.email"), password: t("wrong.password") };
  const { busy, error, fieldErrors, answers, onSubmit } = useSubmit(schema, words, async (fields) => {
    if ("password" in fields) {
      await signIn(fields);
      location.assign(next);
      return "leaving";
    }
    await sendMagicLink(fields, next);
    setSentTo(fields.email);
    return "done";
  });
  if (sentTo) {
    return (
      <SentNotice localMailbox={localMailbox}>
        <p>{t.rich("signIn.linkSent", { email: sentTo, strong: address })}</p>
      </SentNotice>
    );
  }
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field label={t("email")} error={fieldErrors.email}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" />}
      </Field>
      {!byLink && (
        <Field
          label={t("password")}
          error={fieldErrors.password}
          aside={<AsideLink href="/reset">{t("signIn.forgot")}</AsideLink>}
        >
          {(control) => <PasswordInput {...control} name="password" autoComplete="current-password" />}
        </Field>
      )}
      {byLink && <Captcha widget={captcha} spent={answers} />}
      <FormError error={error} />
      <Button type="submit" variant={secondary ? "secondary" : "primary"} busy={busy}>
        {t(byLink ? "signIn.sendLink" : "signIn.submit")}
      </Button>
      <Button variant="ghost" onClick={() => setByLink(!byLink)}>
        {t(byLink ? "signIn.byPassword" : "signIn.byLink")}
      </Button>
    </form>
  );
}
