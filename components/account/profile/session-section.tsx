"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { asApiError } from "#lib/client/api-error.ts";
import { forgetPhotos } from "#lib/client/forget-photo.ts";
import { endSession, signOutEverywhere } from "#lib/client/profile.ts";
import type { Session } from "#lib/contracts/profile.ts";
import { SessionList } from "./session-list.tsx";

/** Where somebody is signed in, and the end of it: of one, or of all. `sessions` is null where Auth does not tell. */
export function SessionSection({ sessions: given }: { readonly sessions: readonly Session[] | null }) {
  const t = useTranslations("profile.sessions");
  const inWords = useErrorWords();
  const [sessions, setSessions] = useState(given);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const endAllButton = useRef<HTMLButtonElement>(null);

  const end = async ({ id }: Session) => {
    try {
      await endSession(id);
    } catch (error) {
      const refusal = asApiError(error);
      // It had ended by itself.
      if (refusal.code !== "not_found") return toast.error(t("notEnded"), { description: inWords(refusal) });
    }
    setSessions((before) => before?.filter((session) => session.id !== id) ?? null);
    // The button that was pressed is gone with its session.
    endAllButton.current?.focus();
    toast.success(t("ended"));
  };

  const endAll = async () => {
    setBusy(true);
    try {
      await signOutEverywhere();
      await forgetPhotos(null);
      location.assign("/sign-in");
    } catch (error) {
      toast.error(t("notEnded"), { description: inWords(asApiError(error)) });
      setBusy(false);
    }
  };

  return (
    <div className="flex flex-col items-start gap-4">
      {sessions ? <SessionList sessions={sessions} onEnd={end} /> : <p className="text-ink-muted">{t("unknown")}</p>}
      <Button ref={endAllButton} onClick={() => setAsking(true)}>
        {t("endAll")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("endAllTitle")}
        description={t("endAllText")}
        confirmLabel={t("endAll")}
        busy={busy}
        onConfirm={endAll}
      />
    </div>
  );
}
