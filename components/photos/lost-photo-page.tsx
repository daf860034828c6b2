"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { MessagePage } from "#components/site/message-page.tsx";
import { Button } from "#components/ui/button.tsx";
import { readUnsaved } from "#lib/client/photo/local/unsaved-photos.ts";
import { PhotoDropzone } from "./photo-dropzone.tsx";
import { PickButton } from "./pick-button.tsx";

interface LostPhotoPageProps {
  readonly email: string;
  readonly imageId: string;
  /** What is shown where no such photo was opened here. */
  readonly children: ReactNode;
}

/** Asks for the file again: with it comes what was painted on it. */
export function LostPhotoPage({ email, imageId, children }: LostPhotoPageProps) {
  const t = useTranslations();
  const [name] = useState(() => readUnsaved().find(({ id }) => id === imageId)?.name ?? null);
  if (name === null) return children;
  return (
    <PhotoDropzone email={email} demo={false}>
      <MessagePage
        title={t("opening.lost.title")}
        actions={
          <>
            <PickButton variant="primary">{t("opening.lost.choose")}</PickButton>
            <Button asChild>
              <Link href="/photos">{t("site.nothingHere.toPhotos")}</Link>
            </Button>
          </>
        }
      >
        {t.rich("opening.lost.text", { name: () => <bdi>{name}</bdi> })}
      </MessagePage>
    </PhotoDropzone>
  );
}
