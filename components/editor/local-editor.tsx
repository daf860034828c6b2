"use client";

import { type Locale, useLocale, useTranslations } from "next-intl";
import { use, useEffect, useState } from "react";
import { MoreMessages } from "#components/site/more-messages.tsx";
import { getImage } from "#lib/client/api.ts";
import type { LocalPhoto } from "#lib/client/photo/local/local-photo.ts";
import { EDITOR_MESSAGES, type Messages, messagesNamed, messagesOf } from "#lib/i18n/messages.ts";
import { EditorApp } from "./editor-app.tsx";
import { EditorSkeleton } from "./editor-skeleton.tsx";

/** The editor of a photo that is open from this device. Give it the photo's id as `key`. */
export function LocalEditor({ photo }: { readonly photo: LocalPhoto }) {
  const messages = use(editorMessages(useLocale()));
  const image = useNewest(photo);
  useTitle();
  return (
    <MoreMessages messages={messages}>
      {image ? <EditorApp image={image} email={photo.email} tokens={null} local={photo} /> : <EditorSkeleton />}
    </MoreMessages>
  );
}

const loaded = new Map<Locale, Promise<Partial<Messages>>>();

/** The words of the editor, which pages outside it come without. Asked for early, they are there when it opens. */
export function editorMessages(locale: Locale): Promise<Partial<Messages>> {
  const messages =
    loaded.get(locale) ?? messagesOf(locale).then((catalogue) => messagesNamed(EDITOR_MESSAGES, catalogue));
  loaded.set(locale, messages);
  return messages;
}

/** Where one comes back to a photo that has been saved, the server knows of edits; null until it has told. */
function useNewest(photo: LocalPhoto) {
  const [image, setImage] = useState(() => (photo.isSaved() ? null : photo.image));
  useEffect(() => {
    if (image) return;
    const controller = new AbortController();
    getImage(photo.id, controller.signal).then(setImage, () => {
      // The page of this address says what is wrong: deleted meanwhile, or signed out.
      if (!controller.signal.aborted) window.location.reload();
    });
    return () => controller.abort();
  }, [photo, image]);
  return image;
}

function useTitle(): void {
  const t = useTranslations("site");
  const title = `${t("edit")} – Repaint`;
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      // The page that one goes to may have set its own.
      if (document.title === title) document.title = before;
    };
  }, [title]);
}
