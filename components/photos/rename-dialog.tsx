"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { asApiError } from "#lib/client/api-error.ts";
import { renamePhoto } from "#lib/client/photos.ts";
import { type Image, imageChange } from "#lib/contracts/image.ts";

interface RenameDialogProps {
  readonly photo: Image;
  readonly onClose: () => void;
  readonly onDone: (photo: Image) => void;
}

export function RenameDialog({ photo, onClose, onDone }: RenameDialogProps) {
  const formId = useId();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const parsed = imageChange.safeParse(Object.fromEntries(new FormData(event.currentTarget)));
    if (!parsed.success) return setError("Enter a name of up to 200 characters.");
    setBusy(true);
    try {
      onDone(await renamePhoto(photo.id, parsed.data.name));
    } catch (thrown) {
      setError(asApiError(thrown).message);
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Rename photo"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" busy={busy}>
            Rename
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={save}>
        <Field label="Name" error={error}>
          {(control) => (
            <Input {...control} name="name" defaultValue={photo.name} onFocus={(event) => event.target.select()} />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
