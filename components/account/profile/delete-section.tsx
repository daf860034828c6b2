"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { DeleteAccountDialog } from "./delete-account-dialog.tsx";
import type { Stakes } from "./stakes.ts";

/** The way to the end of an account. Whom the operator has blocked is told to ask them. */
export function DeleteSection({ stakes, isBlocked }: { readonly stakes: Stakes; readonly isBlocked: boolean }) {
  const t = useTranslations("profile.delete");
  const [open, setOpen] = useState(false);
  if (isBlocked) return <p className="max-w-prose text-ink-muted">{t("blocked")}</p>;
  return (
    <>
      <Button className="self-start text-danger-text!" onClick={() => setOpen(true)}>
        {t("open")}
      </Button>
      {open && <DeleteAccountDialog stakes={stakes} onClose={() => setOpen(false)} />}
    </>
  );
}
