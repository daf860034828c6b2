"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.tsx";
import { resendConfirmation, signUp } from "#lib/client/account.ts";
import { asApiError } from "#lib/client/api-error.ts";
import { MIN_PASSWORD_CHARACTERS, signUpRequest } from "#lib/contracts/account.ts";
import { FormError } from "./form-error.tsx";
import { PasswordInput } from "./password-input.tsx";
import { SentNotice } from "./sent-notice.tsx";
import { TextLink } from "./text-link.tsx";
import { useSubmit } from "./use-submit.ts";
import { EMAIL_WORDS, NEW_PASSWORD_WORDS } from "./words.ts";

interface SignUpFormProps {
  readonly next: string;
  readonly localMailbox: boolean;
}

const WORDS = { email: EMAIL_WORDS, password: NEW_PASSWORD_WORDS };

export function SignUpForm({ next, localMailbox }: SignUpFormProps) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { busy, error, fieldErrors, onSubmit } = useSubmit(signUpRequest, WORDS, async (fields) => {
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
      <Field label="E-mail" error={fieldErrors.email}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" />}
      </Field>
      <Field label="Password" hint={`At least ${MIN_PASSWORD_CHARACTERS} characters.`} error={fieldErrors.password}>
        {(control) => <PasswordInput {...control} name="password" autoComplete="new-password" />}
      </Field>
      <FormError error={error}>
        {error?.code === "email_taken" && (
          <TextLink href={`/sign-in?next=${encodeURIComponent(next)}`}>Sign in</TextLink>
        )}
      </FormError>
      <Button type="submit" variant="primary" busy={busy}>
        Create account
      </Button>
    </form>
  );
}

function ConfirmationSent({ email, next, localMailbox }: SignUpFormProps & { readonly email: string }) {
  const [busy, setBusy] = useState(false);
  const resend = async () => {
    setBusy(true);
    try {
      await resendConfirmation(email, next);
      toast.success("Sent again.");
    } catch (error) {
      toast.error("The message was not sent.", { description: asApiError(error).message });
    }
    setBusy(false);
  };
  return (
    <>
      <SentNotice localMailbox={localMailbox}>
        <p>
          We sent a link to <strong>{email}</strong>. Follow it to open your account.
        </p>
        <p className="text-ink-muted">
          No message after a minute? Look among the spam. If you have an account already,{" "}
          <TextLink href="/sign-in">sign in</TextLink> or <TextLink href="/reset">reset the password</TextLink>.
        </p>
      </SentNotice>
      <Button busy={busy} onClick={resend}>
        Send the link again
      </Button>
    </>
  );
}
