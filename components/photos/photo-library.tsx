"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useErrorWords } from "#components/site/use-error-words.ts";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.tsx";
import { asApiError } from "#lib/client/api-error.ts";
import { getPhotos, type PhotoPage } from "#lib/client/photos.ts";
import type { Image } from "#lib/contracts/image.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { EmptyLibrary } from "./empty-library.tsx";
import { PhotoCard } from "./photo-card.tsx";
import { PickButton } from "./pick-button.tsx";
import { RenameDialog } from "./rename-dialog.tsx";

/** What is being done to which photo. */
type Task = { readonly kind: "rename" | "delete"; readonly photo: Image };

/** Someone's photos, newest first. `firstPage` comes with the page; the rest on request. */
export function PhotoLibrary({ firstPage }: { readonly firstPage: PhotoPage }) {
  const t = useTranslations("photos");
  const { photos, more, loading, loadMore, replace, remove } = useLibrary(firstPage);
  const [task, setTask] = useState<Task | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const close = () => setTask(null);

  if (photos.length === 0 && !more) return <EmptyLibrary />;
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 ref={heading} tabIndex={-1} className="font-semibold text-2xl outline-none">
          {t("title")}
        </h1>
        <PickButton variant="primary">{t("add")}</PickButton>
      </div>
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 sm:gap-4 lg:grid-cols-4 2xl:grid-cols-6">
        {photos.map((photo) => (
          <li key={photo.id}>
            <PhotoCard
              photo={photo}
              onRename={() => setTask({ kind: "rename", photo })}
              onDelete={() => setTask({ kind: "delete", photo })}
            />
          </li>
        ))}
      </ul>
      {more && (
        <div className="flex justify-center">
          <Button busy={loading} onClick={loadMore}>
            {t("showMore")}
          </Button>
        </div>
      )}
      {task?.kind === "rename" && (
        <RenameDialog
          photo={task.photo}
          onClose={close}
          onDone={(photo) => {
            replace(photo);
            close();
          }}
        />
      )}
      {task?.kind === "delete" && (
        <DeleteDialog
          photo={task.photo}
          onClose={close}
          onDone={() => {
            remove(task.photo.id);
            close();
            // What had the focus is gone.
            heading.current?.focus();
          }}
        />
      )}
    </div>
  );
}

/** The photos shown: the page's own, the further ones that were asked for, and what was done to them here. */
function useLibrary(firstPage: PhotoPage) {
  const t = useTranslations("photos");
  const inWords = useErrorWords();
  const [further, setFurther] = useState<readonly PhotoPage[]>([]);
  const [renamed, setRenamed] = useState<ReadonlyMap<string, Image>>(new Map());
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const [loading, setLoading] = useState(false);

  const pages = [firstPage, ...further];
  const cursor = pages.at(-1)?.nextCursor ?? null;
  // A photo added since moves the others back by one page, so the same one may come twice.
  const byId = new Map(pages.flatMap((page) => page.items).map((photo) => [photo.id, photo]));
  const photos = [...byId.values()]
    .filter((photo) => !removed.has(photo.id))
    .map((photo) => renamed.get(photo.id) ?? photo);

  const loadMore = async () => {
    if (cursor === null) return;
    setLoading(true);
    try {
      const page = await getPhotos(cursor);
      setFurther((known) => [...known, page]);
    } catch (error) {
      toast.error(t("moreFailed"), { description: inWords(asApiError(error)) });
    }
    setLoading(false);
  };

  return {
    photos,
    more: cursor !== null,
    loading,
    loadMore,
    replace: (photo: Image) => setRenamed((known) => new Map(known).set(photo.id, photo)),
    remove: (id: string) => setRemoved((known) => new Set(known).add(id)),
  };
}
