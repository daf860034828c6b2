"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { MessagePage } from "#components/site/message-page.tsx";
import { Button } from "#components/ui/button.tsx";
import { PhotoDropzone } from "./photo-dropzone.tsx";
import { PickButton } from "./pick-button.tsx";

interface LostPhotoPageProps {
  readonly email: string;
  /** Of the file it was opened from. */
  readonly name: string;
}

/** Asks for the file again: with it comes what was painted on it. */
export function LostPhotoPage({ email, name }: LostPhotoPageProps) {
  const t = useTranslations();
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
