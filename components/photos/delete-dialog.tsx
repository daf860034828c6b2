"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.tsx";
import { asApiError } from "#lib/client/api-error.ts";
import { forgetPhotos } from "#lib/client/forget-photo.ts";
import { deletePhoto } from "#lib/client/photos.ts";
import type { Image } from "#lib/contracts/image.ts";

interface DeleteDialogProps {
  readonly photo: Image;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function DeleteDialog({ photo, onClose, onDone }: DeleteDialogProps) {
  const t = useTranslations("photos.delete");
  const inWords = useErrorWords();
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      await deletePhoto(photo.id);
      void forgetPhotos(photo.id);
      onDone();
      toast.success(t("done"));
    } catch (error) {
      const refusal = asApiError(error);
      // Someone else, or another tab, was faster: it is gone, which is what was asked for.
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
      description={t.rich("text", {
        name: photo.name,
        strong: (name) => (
          <strong className="break-words text-ink">
            <bdi>{name}</bdi>
          </strong>
        ),
      })}
      confirmLabel={t("submit")}
      busy={busy}
      onConfirm={remove}
    />
  );
}
