"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { sendMagicLink, signIn } from "#lib/client/account.ts";
import { linkRequest, signInRequest } from "#lib/contracts/account.ts";
import { FormError } from "./form-error.tsx";
import { PasswordInput } from "./password-input.tsx";
import { SentNotice } from "./sent-notice.tsx";
import { TextLink } from "./text-link.tsx";
import { useSubmit } from "./use-submit.ts";
import { EMAIL_WORDS } from "./words.ts";

interface SignInFormProps {
  readonly next: string;
  readonly localMailbox: boolean;
  /** Whether another button on the page is the main one. */
  readonly secondary: boolean;
}

const WORDS = { email: EMAIL_WORDS, password: "Enter your password." };

/** By password, or by a link sent to the address typed here. */
export function SignInForm({ next, localMailbox, secondary }: SignInFormProps) {
  const [byLink, setByLink] = useState(false);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const schema = byLink ? linkRequest : signInRequest;
  const { busy, error, fieldErrors, onSubmit } = useSubmit(schema, WORDS, async (fields) => {
    if ("password" in fields) {
      await signIn(fields);
      location.assign(next);
      return "leaving";
    }
    await sendMagicLink(fields.email, next);
    setSentTo(fields.email);
    return "done";
  });
  if (sentTo) {
    return (
      <SentNotice localMailbox={localMailbox}>
        <p>
          If <strong>{sentTo}</strong> has an account, a link that signs in is on its way. It works once.
        </p>
      </SentNotice>
    );
  }
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field label="E-mail" error={fieldErrors.email}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" />}
      </Field>
      {!byLink && (
        <Field label="Password" error={fieldErrors.password} aside={<TextLink href="/reset">Forgot it?</TextLink>}>
          {(control) => <PasswordInput {...control} name="password" autoComplete="current-password" />}
        </Field>
      )}
      <FormError error={error} />
      <Button type="submit" variant={secondary ? "secondary" : "primary"} busy={busy}>
        {byLink ? "Send the link" : "Sign in"}
      </Button>
      <Button variant="ghost" onClick={() => setByLink(!byLink)}>
        {byLink ? "Use a password instead" : "Get a link by e-mail instead"}
      </Button>
    </form>
  );
}
