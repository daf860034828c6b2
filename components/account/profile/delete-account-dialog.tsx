"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { forgetPhotos } from "#lib/client/forget-photo.ts";
import { deleteAccount } from "#lib/client/profile.ts";
import { deletionRequest } from "#lib/contracts/profile.ts";
import { address } from "../address.tsx";
import { FormError } from "../form-error.tsx";
import { PasswordInput } from "../password-input.tsx";
import { useSubmit } from "../use-submit.ts";
import type { Stakes } from "./stakes.ts";

interface DeleteAccountDialogProps {
  readonly stakes: Stakes;
  readonly onClose: () => void;
}

/** Two steps: what goes and what stays; then who it is that asks. */
export function DeleteAccountDialog({ stakes, onClose }: DeleteAccountDialogProps) {
  const t = useTranslations();
  const formId = useId();
  const [isSure, setIsSure] = useState(false);
  const words = { password: t("profile.wrongPassword"), confirm: t("profile.delete.wrongConfirm") };
  const { busy, error, fieldErrors, onSubmit } = useSubmit(deletionRequest, words, async (fields) => {
    await deleteAccount(fields);
    await forgetPhotos(null);
    // A full load, so that nothing of this person stays in the page's memory.
    location.assign("/account-deleted");
    return "leaving";
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open && !busy) onClose();
      }}
      title={t("profile.delete.title")}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          {isSure ? (
            <Button type="submit" form={formId} variant="danger" busy={busy}>
              {t("profile.delete.submit")}
            </Button>
          ) : (
            <Button variant="danger" onClick={() => setIsSure(true)}>
              {t("profile.delete.continue")}
            </Button>
          )}
        </>
      }
    >
      {isSure ? (
        <form id={formId} noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
          <Field
            label={t("profile.delete.confirm")}
            hint={t.rich("profile.delete.confirmHint", { email: stakes.email, strong: address })}
            error={fieldErrors.confirm}
          >
            {(control) => <Input {...control} name="confirm" type="email" autoComplete="off" autoFocus />}
          </Field>
          <Field label={t("account.password")} error={fieldErrors.password}>
            {(control) => <PasswordInput {...control} name="password" autoComplete="current-password" />}
          </Field>
          <FormError error={error} />
        </form>
      ) : (
        <Consequences {...stakes} />
      )}
    </Dialog>
  );
}

function Consequences({ tokens, open }: Stakes) {
  const t = useTranslations("profile.delete");
  return (
    <div className="flex flex-col gap-4 [&_h3]:font-medium [&_li]:ms-5 [&_li]:list-disc [&_ul]:flex [&_ul]:flex-col [&_ul]:gap-1">
      <section className="flex flex-col gap-1.5">
        <h3>{t("goes")}</h3>
        <ul>
          <li>{t("goesPhotos")}</li>
          <li>{t("goesAccount")}</li>
          <li>{t("goesKeys")}</li>
          {tokens > 0 && <li className="text-warning-text">{t("goesTokens", { count: tokens })}</li>}
        </ul>
      </section>
      <section className="flex flex-col gap-1.5">
        <h3>{t("stays")}</h3>
        <ul>
          <li>{t("staysBooks")}</li>
          <li>{t("staysGrant")}</li>
          {open && <li>{t(open)}</li>}
        </ul>
      </section>
    </div>
  );
}
