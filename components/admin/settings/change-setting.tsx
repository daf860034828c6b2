"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useRef, useState } from "react";
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
  const form = useRef<HTMLFormElement>(null);
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
  const send = async (sent: HTMLFormElement | null, choose: (fields: FormData) => SettingChanges | null) => {
    if (busy || !sent) return;
    const fields = new FormData(sent);
    const changes = choose(fields);
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
              // Not a submit button: Enter would press the first of those.
              <Button busy={busy} onClick={() => send(form.current, () => cleared)}>
                {t("admin.settings.clear")}
              </Button>
            )}
            <Button type="submit" form={formId} variant="primary" busy={busy}>
              {t("admin.settings.save")}
            </Button>
          </>
        }
      >
        <form
          ref={form}
          id={formId}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void send(event.currentTarget, read);
          }}
          className="flex flex-col gap-4"
        >
          {children(wrong.value)}
          <ReasonField isMissing={wrong.reason} />
          <FormError error={error} />
        </form>
      </Dialog>
    </>
  );
}
