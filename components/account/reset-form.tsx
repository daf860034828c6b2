"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { sendReset } from "#lib/client/account.ts";
import { resetRequest } from "#lib/contracts/account.ts";
import { FormError } from "./form-error.tsx";
import { SentNotice } from "./sent-notice.tsx";
import { useSubmit } from "./use-submit.ts";
import { EMAIL_WORDS } from "./words.ts";

const WORDS = { email: EMAIL_WORDS };

export function ResetForm({ localMailbox }: { readonly localMailbox: boolean }) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { busy, error, fieldErrors, onSubmit } = useSubmit(resetRequest, WORDS, async ({ email }) => {
    await sendReset(email);
    setSentTo(email);
    return "done";
  });
  if (sentTo) {
    return (
      <SentNotice localMailbox={localMailbox}>
        <p>
          If <strong>{sentTo}</strong> has an account, a link to choose a new password is on its way. It works once.
        </p>
      </SentNotice>
    );
  }
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field label="E-mail" error={fieldErrors.email}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" />}
      </Field>
      <FormError error={error} />
      <Button type="submit" variant="primary" busy={busy}>
        Send the link
      </Button>
    </form>
  );
}
