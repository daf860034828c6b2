"use client";

import dynamic from "next/dynamic";
import { usePathname, useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, startTransition, useEffect, useEffectEvent, useRef, useState } from "react";
import { useStore } from "zustand";
import { toast } from "#components/ui/toast.tsx";
import type { LocalPhoto } from "#lib/client/photo/local/local-photo.ts";
import { openedPhotos, showPhoto } from "#lib/client/photo/local/opened-photos.ts";
import { whenIdle } from "#lib/client/when-idle.ts";
import { EditorSkeleton } from "./editor-skeleton.tsx";
import { OpeningPhoto } from "./opening-photo.tsx";

const loadEditor = () => import("./local-editor.tsx");
const LocalEditor = dynamic(() => loadEditor().then((module) => module.LocalEditor), {
  ssr: false,
  loading: () => <EditorSkeleton />,
});

/**
 * Stands in for the page while the address is that of a photo opened on this device: the server, which need not have it
 * yet, is not asked.
 */
export function OpenedPhoto({ children }: { readonly children: ReactNode }) {
  const pathname = usePathname();
  const photos = useStore(openedPhotos, (state) => state.photos);
  const photo = photos.get(pathname.slice(EDITOR_PATH.length));
  useEditorAtHand(pathname.startsWith(EDITOR_PATH));
  useFreshPages(photo, photos);
  return photo ? <PhotoThenEditor key={photo.id} photo={photo} /> : children;
}

/** The editor begins when the photo can be seen: decoding it beside that work takes two to three times as long. */
function PhotoThenEditor({ photo }: { readonly photo: LocalPhoto }) {
  const [isSeen, setIsSeen] = useState(photo.untakenPicture === null);
  return (
    <div data-prefers="dark">
      {isSeen && <LocalEditor photo={photo} />}
      <OpeningPhoto photo={photo} onSeen={() => startTransition(() => setIsSeen(true))} />
    </div>
  );
}

const EDITOR_PATH = "/edit/";
const LOAD_LATEST_MILLIS = 2_000;

/** Loads the editor while nobody waits for it, where photos may be opened and it is not there already. */
function useEditorAtHand(isThere: boolean): void {
  const isExpecting = useStore(openedPhotos, (state) => state.isExpecting);
  const locale = useLocale();
  useEffect(() => {
    if (!isExpecting || isThere) return;
    const load = () =>
      void loadEditor().then(
        ({ editorMessages }) => editorMessages(locale),
        // It is asked for again when it is needed.
        () => undefined,
      );
    return whenIdle(load, LOAD_LATEST_MILLIS);
  }, [isExpecting, isThere, locale]);
}

/** Pages that list photos learn of those that were saved meanwhile; what could not be saved is told on them. */
function useFreshPages(shown: LocalPhoto | undefined, photos: ReadonlyMap<string, LocalPhoto>): void {
  const t = useTranslations("opening");
  const router = useRouter();
  const before = useRef(shown);
  useEffect(() => {
    if (before.current && !shown) router.refresh();
    before.current = shown;
  }, [shown, router]);

  const onUpload = useEffectEvent((photo: LocalPhoto) => {
    if (shown) return;
    const { phase } = photo.upload.getState();
    if (phase === "saved") router.refresh();
    if (phase !== "failed") return;
    const action = { label: t("open"), onClick: () => showPhoto(photo) };
    toast.error(t("elsewhere", { name: photo.name }), { action });
  });
  useEffect(() => {
    const stops = [...photos.values()].map((photo) =>
      photo.upload.subscribe(({ phase }, { phase: last }) => {
        if (phase !== last) onUpload(photo);
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [photos]);
}
