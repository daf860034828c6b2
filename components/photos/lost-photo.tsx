"use client";

import Link from "next/link";
import { useParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useSyncExternalStore } from "react";
import { MessagePage } from "#components/site/message-page.tsx";
import { Button } from "#components/ui/button.tsx";
import { readUnsaved } from "#lib/client/photo/local/unsaved-photos.ts";
import { PhotoDropzone } from "./photo-dropzone.tsx";
import { PickButton } from "./pick-button.tsx";

interface LostPhotoProps {
  readonly email: string;
  /** What is shown for an address that was never that of a photo opened here. */
  readonly children: ReactNode;
}

/** For the address of a photo that was opened in this browser and left before it was saved. */
export function LostPhoto({ email, children }: LostPhotoProps) {
  const t = useTranslations();
  const { imageId } = useParams<{ imageId: string }>();
  const name = useSyncExternalStore(
    neverChanges,
    () => readUnsaved().find(({ id }) => id === imageId)?.name ?? null,
    () => null,
  );
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

const neverChanges = () => () => undefined;
