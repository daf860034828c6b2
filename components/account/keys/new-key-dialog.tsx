"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { NewKey } from "#lib/contracts/keys.ts";
import { NewKeyForm } from "./new-key-form.tsx";
import { SecretOnce } from "./secret-once.tsx";

interface NewKeyDialogProps {
  readonly onClose: () => void;
  readonly onMade: (key: NewKey) => void;
}

/** Asks what the key is for; then shows its secret, this once. */
export function NewKeyDialog({ onClose, onMade }: NewKeyDialogProps) {
  const t = useTranslations();
  const formId = useId();
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<NewKey | null>(null);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t(made ? "keys.made.title" : "keys.new.title")}
      description={made ? t("keys.made.text") : undefined}
      actions={
        made ? (
          <Button variant="primary" onClick={onClose}>
            {t("keys.made.done")}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button type="submit" form={formId} variant="primary" busy={busy}>
              {t("keys.new.submit")}
            </Button>
          </>
        )
      }
    >
      {made ? (
        <SecretOnce secret={made.secret} />
      ) : (
        <NewKeyForm
          id={formId}
          onBusy={setBusy}
          onMade={(key) => {
            setMade(key);
            onMade(key);
          }}
        />
      )}
    </Dialog>
  );
}
