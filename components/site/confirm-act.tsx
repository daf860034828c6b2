"use client";

import { type ReactNode, useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { asApiError } from "#lib/client/api-error.ts";
import { useErrorWords } from "./use-error-words.ts";

interface ConfirmActProps {
  readonly title: string;
  /** What will be lost. */
  readonly description: ReactNode;
  /** The verb: "Delete photo". */
  readonly confirmLabel: string;
  /** What is said when it is done, and when it could not be. */
  readonly done: string;
  readonly failed: string;
  readonly act: () => Promise<void>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks once more before something of this person's is taken away for good, and does it. */
export function ConfirmAct({ title, description, confirmLabel, done, failed, act, onClose, onDone }: ConfirmActProps) {
  const inWords = useErrorWords();
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await act();
      onDone();
      toast.success(done);
    } catch (error) {
      const refusal = asApiError(error);
      // Someone else, or another tab, was faster: it is gone, which is what was asked for.
      if (refusal.code === "not_found") return onDone();
      toast.error(failed, { description: inWords(refusal) });
      setBusy(false);
    }
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      description={description}
      confirmLabel={confirmLabel}
      busy={busy}
      onConfirm={confirm}
    />
  );
}
