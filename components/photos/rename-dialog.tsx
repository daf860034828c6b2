"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { asApiError } from "#lib/client/api-error.ts";
import { renamePhoto } from "#lib/client/photos.ts";
import { type Image, imageChange, MAX_NAME_CHARACTERS } from "#lib/contracts/image.ts";

interface RenameDialogProps {
  readonly photo: Image;
  readonly onClose: () => void;
  readonly onDone: (photo: Image) => void;
}

export function RenameDialog({ photo, onClose, onDone }: RenameDialogProps) {
  const t = useTranslations();
  const inWords = useErrorWords();
  const formId = useId();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const parsed = imageChange.safeParse(Object.fromEntries(new FormData(event.currentTarget)));
    if (!parsed.success) return setError(t("photos.rename.wrong", { most: MAX_NAME_CHARACTERS }));
    setBusy(true);
    try {
      onDone(await renamePhoto(photo.id, parsed.data.name));
    } catch (thrown) {
      setError(inWords(asApiError(thrown)));
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("photos.rename.title")}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" busy={busy}>
            {t("photos.rename.submit")}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={save}>
        <Field label={t("photos.rename.name")} error={error}>
          {(control) => (
            <Input {...control} name="name" defaultValue={photo.name} onFocus={(event) => event.target.select()} />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
