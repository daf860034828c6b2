"use client";

import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef } from "react";
import type { BeforeHydration } from "#lib/client/deferred-hydration.ts";
import { takePhotos } from "#lib/client/pending-photos.ts";
import { expectPhotosOf } from "#lib/client/photo/local/opened-photos.ts";
import { DropOverlay } from "./drop-overlay.tsx";
import type { OpenPhotos } from "./open-photos.ts";
import { useOpeningAtHand } from "./use-opening-at-hand.ts";

interface PhotoSource {
  readonly open: OpenPhotos;
  /** Opens the system's file dialog. */
  readonly pick: () => void;
}

const Source = createContext<PhotoSource | null>(null);

/** For whatever offers to open a photo, anywhere inside a `PhotoDropzone`. */
export function usePhotoSource(): PhotoSource {
  const source = useContext(Source);
  if (!source) throw new Error("usePhotoSource is for components inside a PhotoDropzone");
  return source;
}

/**
 * Some systems grey out AVIF and TIFF when only `image/*` is named, and iPhones make a JPEG of every HEIC where that is not.
 * The content decides in the end.
 */
const ACCEPTED = "image/*,.avif,.tif,.tiff,.heic,.heif";

interface PhotoDropzoneProps {
  /** Of whoever is signed in; null for a guest. */
  readonly email: string | null;
  readonly demo: boolean;
  /** Where opening photos is what one came for: loads at once what does it. */
  readonly eager?: boolean;
  readonly children: ReactNode;
}

/** Makes the whole page take photos: dropped, pasted, picked, or kept from before signing in. */
export function PhotoDropzone({ email, demo, eager = false, children }: PhotoDropzoneProps) {
  const t = useTranslations("photos");
  const { PhotoOpening, load, open, onReady } = useOpeningAtHand();
  const input = useRef<HTMLInputElement>(null);
  const pick = useCallback(() => {
    load();
    input.current?.click();
  }, [load]);
  const source = useMemo(() => ({ open, pick }), [open, pick]);

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      open(files);
    };
    window.addEventListener("paste", onPaste);
    return () => window.removeEventListener("paste", onPaste);
  }, [open]);

  useEffect(() => {
    if (eager) load();
  }, [eager, load]);

  useEffect(() => {
    if (email === null) return;
    expectPhotosOf(email);
    // Where the browser keeps nothing there is nothing to take.
    takePhotos().then(
      (files) => {
        if (files.length > 0) open(files);
      },
      () => undefined,
    );
  }, [email, open]);

  return (
    <Source value={source}>
      {children}
      <input
        ref={input}
        type="file"
        accept={ACCEPTED}
        multiple
        hidden
        data-before-hydration={"files" satisfies BeforeHydration}
        aria-label={t("choose")}
        onChange={(event) => {
          open([...(event.currentTarget.files ?? [])]);
          // The same file may be chosen again.
          event.currentTarget.value = "";
        }}
      />
      <DropOverlay onDragIn={load} onDrop={open} />
      {PhotoOpening && <PhotoOpening email={email} demo={demo} onReady={onReady} onPick={pick} />}
    </Source>
  );
}
