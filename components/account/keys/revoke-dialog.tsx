"use client";

import { useTranslations } from "next-intl";
import { ConfirmAct } from "#components/site/confirm-act.tsx";
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
  return (
    <ConfirmAct
      title={t("title")}
      description={t.rich("text", { name: apiKey.name, strong: address })}
      confirmLabel={t("submit")}
      done={t("done")}
      failed={t("failed")}
      act={() => revokeKey(apiKey.id)}
      onClose={onClose}
      onDone={onDone}
    />
  );
}
