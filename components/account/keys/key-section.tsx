"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { type ApiKey, MAX_KEYS } from "#lib/contracts/keys.ts";
import { KeyList } from "./key-list.tsx";
import { NewKeyDialog } from "./new-key-dialog.tsx";
import { RevokeDialog } from "./revoke-dialog.tsx";

/** The keys of this account: what there are, a new one, and the end of one. */
export function KeySection({ keys: given }: { readonly keys: readonly ApiKey[] }) {
  const t = useTranslations("keys");
  const [keys, setKeys] = useState(given);
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const isFull = keys.length >= MAX_KEYS;
  return (
    <div className="flex flex-col items-start gap-4">
      {keys.length === 0 ? (
        <p className="text-ink-muted">{t("none")}</p>
      ) : (
        <KeyList keys={keys} onRevoke={setRevoking} />
      )}
      <Button ref={addButton} disabled={isFull} onClick={() => setAdding(true)}>
        <Plus aria-hidden="true" />
        {t("add")}
      </Button>
      {isFull && <p className="text-ink-muted text-sm">{t("full", { most: MAX_KEYS })}</p>}
      {adding && (
        <NewKeyDialog
          onClose={() => setAdding(false)}
          onMade={({ secret, ...key }) => setKeys((before) => [...before, key])}
        />
      )}
      {revoking && (
        <RevokeDialog
          apiKey={revoking}
          onClose={() => setRevoking(null)}
          onDone={() => {
            setKeys((before) => before.filter(({ id }) => id !== revoking.id));
            setRevoking(null);
            // The button that opened the dialog is gone with its key.
            requestAnimationFrame(() => addButton.current?.focus());
          }}
        />
      )}
    </div>
  );
}
