"use client";

import { useTranslations } from "next-intl";
import { ConfirmAct } from "#components/site/confirm-act.tsx";
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
  const remove = async () => {
    await deletePhoto(photo.id);
    void forgetPhotos(photo.id);
  };
  return (
    <ConfirmAct
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
      done={t("done")}
      failed={t("failed")}
      act={remove}
      onClose={onClose}
      onDone={onDone}
    />
  );
}
