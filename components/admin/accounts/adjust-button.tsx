"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { FormError } from "#components/account/form-error.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { adjustAccount } from "#lib/client/administration.ts";
import { type ApiError, asApiError } from "#lib/client/api-error.ts";
import { newId } from "#lib/client/new-id.ts";
import type { AccountSummary } from "#lib/contracts/admin/accounts.ts";
import { AdjustForm, type Adjustment } from "./adjust-form.tsx";

interface AdjustButtonProps {
  readonly account: AccountSummary;
  /** Tokens that the administrator may still move today. */
  readonly left: number;
}

/**
 * Gives tokens to somebody or takes some, in two steps: what and why, then who it is about and what they have
 * afterwards. The second step keeps one key, so that pressing again after an outage moves nothing twice.
 */
export function AdjustButton({ account, left }: AdjustButtonProps) {
  const t = useTranslations();
  const format = useFormatter();
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState<(Adjustment & { readonly key: string }) | null>(null);
  const [written, setWritten] = useState<Adjustment | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const name = account.email ?? account.id;

  const show = (open: boolean) => {
    if (busy) return;
    setOpen(open);
    setAsked(null);
    setWritten(null);
    setError(null);
  };
  const confirm = async () => {
    if (!asked) return;
    setBusy(true);
    setError(null);
    try {
      const { available } = await adjustAccount(account.id, asked);
      setOpen(false);
      toast.success(t("adminAccounts.adjust.done", { name, available }));
      router.refresh();
    } catch (thrown) {
      setError(asApiError(thrown));
    }
    setBusy(false);
  };

  return (
    <>
      <Button onClick={() => show(true)}>{t("adminAccounts.adjust.label")}</Button>
      {asked ? (
        <Dialog
          open={isOpen}
          onOpenChange={show}
          title={t(asked.tokens > 0 ? "adminAccounts.adjust.give" : "adminAccounts.adjust.take", {
            name,
            count: Math.abs(asked.tokens),
          })}
          description={t("adminAccounts.adjust.after", {
            before: format.number(account.available),
            after: format.number(account.available + asked.tokens),
          })}
          actions={
            <>
              <Button
                onClick={() => {
                  if (busy) return;
                  setWritten(asked);
                  setAsked(null);
                }}
              >
                {t("adminAccounts.back")}
              </Button>
              <Button variant="primary" busy={busy} onClick={confirm}>
                {t(asked.tokens > 0 ? "adminAccounts.adjust.confirmGive" : "adminAccounts.adjust.confirmTake", {
                  count: Math.abs(asked.tokens),
                })}
              </Button>
            </>
          }
        >
          <p dir="auto" className="wrap-anywhere">
            {asked.reason}
          </p>
          <FormError error={error} />
        </Dialog>
      ) : (
        <AdjustForm
          open={isOpen}
          onOpenChange={show}
          name={name}
          available={account.available}
          left={left}
          written={written}
          onDone={(adjustment) => {
            setError(null);
            setAsked({ ...adjustment, key: newId() });
          }}
        />
      )}
    </>
  );
}
