"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { asApiError } from "#lib/client/api-error.ts";
import { requestJson } from "#lib/client/http.ts";
import type { LedgerAudit } from "#lib/contracts/admin/ledger.ts";

/** Checks the books now. */
export function AuditButton() {
  const t = useTranslations("admin.ledger");
  const inWords = useErrorWords();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const audit = async () => {
    setBusy(true);
    try {
      const { broken } = await requestJson<LedgerAudit>("/api/v1/admin/ledger/audit", { method: "POST" });
      if (broken.length === 0) toast.success(t("sound"));
      else toast.error(t("broken", { count: broken.length }));
      router.refresh();
    } catch (error) {
      toast.error(t("failed"), { description: inWords(asApiError(error)) });
    }
    setBusy(false);
  };
  return (
    <Button variant="primary" busy={busy} onClick={audit}>
      {busy ? t("checking") : t("check")}
    </Button>
  );
}
