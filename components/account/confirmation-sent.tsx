"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { resendConfirmation } from "#lib/client/account.ts";
import { linkRequest } from "#lib/contracts/account.ts";
import type { CaptchaWidget } from "#lib/contracts/captcha.ts";
import { address } from "./address.tsx";
import { Captcha } from "./captcha.tsx";
import { FormError } from "./form-error.tsx";
import { SentNotice } from "./sent-notice.tsx";
import { linkTo } from "./text-link.tsx";
import { useSubmit } from "./use-submit.ts";

interface ConfirmationSentProps {
  readonly email: string;
  readonly next: string;
  readonly localMailbox: boolean;
  readonly captcha: CaptchaWidget | null;
}

/** Takes the place of the sign-up form: what to do now, and the message once more. */
export function ConfirmationSent({ email, next, localMailbox, captcha }: ConfirmationSentProps) {
  const t = useTranslations("account.signUp");
  const { busy, error, answers, onSubmit } = useSubmit(linkRequest, {}, async (fields) => {
    await resendConfirmation(fields, next);
    toast.success(t("sentAgain"));
    return "done";
  });
  return (
    <>
      <SentNotice localMailbox={localMailbox}>
        <p>{t.rich("linkSent", { email, strong: address })}</p>
        <p className="text-ink-muted">{t.rich("noMessage", { signIn: linkTo("/sign-in"), reset: linkTo("/reset") })}</p>
      </SentNotice>
      <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
        <input type="hidden" name="email" value={email} />
        <Captcha widget={captcha} spent={answers} />
        <FormError error={error} />
        <Button type="submit" busy={busy}>
          {t("sendAgain")}
        </Button>
      </form>
    </>
  );
}
