import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PhotoDropzone } from "#components/photos/photo-dropzone.tsx";
import { PhotoLibrary } from "#components/photos/photo-library.tsx";
import { requireUser } from "#lib/server/auth.ts";
import { listImages } from "#lib/server/store/images.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("photos");
  return { title: t("title") };
}

const PHOTOS_PER_PAGE = 24;

export default async function PhotosPage() {
  const user = await requireUser("/photos");
  const firstPage = await listImages(user.id, undefined, PHOTOS_PER_PAGE);
  return (
    <div className="mx-auto flex w-full max-w-7xl flex-1 flex-col px-4 py-6 sm:px-6 sm:py-8">
      <PhotoDropzone email={user.email} demo={false} eager>
        <PhotoLibrary firstPage={firstPage} />
      </PhotoDropzone>
    </div>
  );
}
