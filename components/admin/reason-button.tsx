"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { FormError } from "#components/account/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { act } from "#lib/client/administration.ts";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import { reason } from "#lib/contracts/admin/reason.ts";
import { ReasonField } from "./reason-field.tsx";

interface ReasonButtonProps {
  /** On the button that opens the dialog. */
  readonly label: string;
  /** Of the same button where others on the page are called the same. */
  readonly fullLabel?: string;
  readonly title: string;
  /** What it does, and to whom. */
  readonly description: string;
  /** The verb, on the button that does it. */
  readonly confirmLabel: string;
  /** Said when it is done. */
  readonly done: string;
  /** Of our API, and what is sent to it beside the reason. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly isDangerous?: boolean;
}

/** Something an administrator does once they have said why. */
export function ReasonButton(props: ReasonButtonProps) {
  const { label, fullLabel, title, description, confirmLabel, done, path, body, isDangerous = false } = props;
  const t = useTranslations();
  const router = useRouter();
  const formId = useId();
  const [isOpen, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);

  const show = (open: boolean) => {
    if (busy) return;
    setOpen(open);
    setMissing(false);
    setError(null);
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const written = reason.safeParse(new FormData(event.currentTarget).get("reason"));
    setMissing(!written.success);
    setError(null);
    if (!written.success) return;
    setBusy(true);
    try {
      await act(path, { ...body, reason: written.data });
      setOpen(false);
      toast.success(done);
      router.refresh();
    } catch (thrown) {
      setError(asApiError(thrown));
    }
    setBusy(false);
  };

  return (
    <>
      <Button aria-label={fullLabel} onClick={() => show(true)}>
        {label}
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={show}
        title={title}
        description={description}
        actions={
          <>
            <Button onClick={() => show(false)}>{t("common.cancel")}</Button>
            <Button type="submit" form={formId} variant={isDangerous ? "danger" : "primary"} busy={busy}>
              {confirmLabel}
            </Button>
          </>
        }
      >
        <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
          <ReasonField isMissing={isMissing} />
          <FormError error={error} />
        </form>
      </Dialog>
    </>
  );
}
