"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { asApiError } from "#lib/client/api-error.ts";
import { revokeKey } from "#lib/client/keys.ts";
import type { ApiKey } from "#lib/contracts/keys.ts";
import { address } from "../address.tsx";

interface RevokeDialogProps {
  readonly apiKey: ApiKey;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function RevokeDialog({ apiKey, onClose, onDone }: RevokeDialogProps) {
  const t = useTranslations("keys.revoke");
  const inWords = useErrorWords();
  const [busy, setBusy] = useState(false);
  const revoke = async () => {
    setBusy(true);
    try {
      await revokeKey(apiKey.id);
      onDone();
      toast.success(t("done"));
    } catch (error) {
      const refusal = asApiError(error);
      // Another tab was faster: it is revoked, which is what was asked for.
      if (refusal.code === "not_found") return onDone();
      toast.error(t("failed"), { description: inWords(refusal) });
      setBusy(false);
    }
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("title")}
      description={t.rich("text", { name: apiKey.name, strong: address })}
      confirmLabel={t("submit")}
      busy={busy}
      onConfirm={revoke}
    />
  );
}
