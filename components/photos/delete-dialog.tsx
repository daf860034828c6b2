"use client";

import { useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { asApiError } from "#lib/client/api-error.ts";
import { deletePhoto } from "#lib/client/photos.ts";
import type { Image } from "#lib/contracts/image.ts";

interface DeleteDialogProps {
  readonly photo: Image;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function DeleteDialog({ photo, onClose, onDone }: DeleteDialogProps) {
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      await deletePhoto(photo.id);
      onDone();
      toast.success("Photo deleted.");
    } catch (error) {
      const refusal = asApiError(error);
      // Someone else, or another tab, was faster: it is gone, which is what was asked for.
      if (refusal.code === "not_found") return onDone();
      toast.error("The photo was not deleted.", { description: refusal.message });
      setBusy(false);
    }
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Delete this photo?"
      description={
        <>
          <strong className="break-words text-ink">{photo.name}</strong> and every edit made on it will be deleted for
          good.
        </>
      }
      confirmLabel="Delete photo"
      busy={busy}
      onConfirm={remove}
    />
  );
}
