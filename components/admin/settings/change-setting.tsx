"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { FormError } from "#components/account/form-error.tsx";
import { ReasonField } from "#components/admin/reason-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { changeSettings } from "#lib/client/admin-settings.ts";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import { reason } from "#lib/contracts/admin/reason.ts";
import type { SettingChanges } from "#lib/contracts/admin/settings.ts";

interface ChangeSettingProps {
  /** What the setting is called. */
  readonly label: string;
  /** What it does. */
  readonly hint: string;
  /** What takes it back to its default; null where it is there already. */
  readonly cleared: SettingChanges | null;
  /** What the fields ask for; null where one of them holds nothing of use. */
  readonly read: (fields: FormData) => SettingChanges | null;
  /** The fields. Told whether what they hold was refused. */
  readonly children: (isWrong: boolean) => ReactNode;
}

/** A button that opens the form of one setting, and of the reason for changing it. */
export function ChangeSetting({ label, hint, cleared, read, children }: ChangeSettingProps) {
  const t = useTranslations();
  const router = useRouter();
  const formId = useId();
  const [isOpen, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState({ value: false, reason: false });
  const [error, setError] = useState<ApiError | null>(null);

  const show = (open: boolean) => {
    if (busy) return;
    setOpen(open);
    setWrong({ value: false, reason: false });
    setError(null);
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const { submitter } = event.nativeEvent as SubmitEvent;
    const fields = new FormData(event.currentTarget);
    const changes = submitter?.getAttribute("name") === "clear" ? cleared : read(fields);
    const written = reason.safeParse(fields.get("reason"));
    setWrong({ value: changes === null, reason: !written.success });
    setError(null);
    if (changes === null || !written.success) return;
    setBusy(true);
    try {
      await changeSettings(changes, written.data);
      setOpen(false);
      toast.success(t("admin.settings.changed", { setting: label }));
      router.refresh();
    } catch (thrown) {
      setError(asApiError(thrown));
    }
    setBusy(false);
  };

  return (
    <>
      <Button aria-label={t("admin.settings.changeLabel", { setting: label })} onClick={() => show(true)}>
        {t("admin.settings.change")}
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={show}
        title={label}
        description={hint}
        actions={
          <>
            <Button onClick={() => show(false)}>{t("common.cancel")}</Button>
            {cleared && (
              <Button type="submit" form={formId} name="clear" busy={busy}>
                {t("admin.settings.clear")}
              </Button>
            )}
            <Button type="submit" form={formId} variant="primary" busy={busy}>
              {t("admin.settings.save")}
            </Button>
          </>
        }
      >
        <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
          {children(wrong.value)}
          <ReasonField isMissing={wrong.reason} />
          <FormError error={error} />
        </form>
      </Dialog>
    </>
  );
}
