"use client";

import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { changePassword } from "#lib/client/account.ts";
import { MIN_PASSWORD_CHARACTERS, newPasswordRequest } from "#lib/contracts/account.ts";
import { FormError } from "./form-error.tsx";
import { PasswordInput } from "./password-input.tsx";
import { useSubmit } from "./use-submit.ts";
import { NEW_PASSWORD_WORDS } from "./words.ts";

const WORDS = { password: NEW_PASSWORD_WORDS };

/** `email` is shown to password managers, so that they file the password under the right account. */
export function NewPasswordForm({ email, next }: { readonly email: string; readonly next: string }) {
  const { busy, error, fieldErrors, onSubmit } = useSubmit(newPasswordRequest, WORDS, async ({ password }) => {
    await changePassword(password);
    location.assign(next);
    return "leaving";
  });
  return (
    <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <input type="email" value={email} autoComplete="username" readOnly hidden />
      <Field label="New password" hint={`At least ${MIN_PASSWORD_CHARACTERS} characters.`} error={fieldErrors.password}>
        {(control) => <PasswordInput {...control} name="password" autoComplete="new-password" />}
      </Field>
      <FormError error={error} />
      <Button type="submit" variant="primary" busy={busy}>
        Save password
      </Button>
    </form>
  );
}
