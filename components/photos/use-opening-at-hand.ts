"use client";

import { type ComponentType, useCallback, useRef, useState } from "react";
import type { OpenPhotos } from "./open-photos.ts";
import type { PhotoOpeningProps } from "./photo-opening.tsx";

interface OpeningAtHand {
  /** Render it once it is there. */
  readonly PhotoOpening: ComponentType<PhotoOpeningProps> | null;
  /** Loads it: someone reaches for a photo. */
  readonly load: () => void;
  /** Opens photos as soon as it is there. */
  readonly open: OpenPhotos;
  readonly onReady: (open: OpenPhotos | null) => void;
}

/** What opens photos, loaded when it is about to be needed: pages that only offer to open one are there earlier. */
export function useOpeningAtHand(): OpeningAtHand {
  const [PhotoOpening, setPhotoOpening] = useState<ComponentType<PhotoOpeningProps> | null>(null);
  const ready = useRef<OpenPhotos | null>(null);
  const waiting = useRef<Parameters<OpenPhotos> | null>(null);

  const load = useCallback(() => {
    import("./photo-opening.tsx").then(
      (module) => setPhotoOpening(() => module.PhotoOpening),
      // Without a connection; it is asked for again when it is needed.
      () => undefined,
    );
  }, []);

  const open: OpenPhotos = useCallback(
    (...asked) => {
      if (ready.current) return ready.current(...asked);
      waiting.current = asked;
      load();
    },
    [load],
  );

  const onReady = useCallback((openNow: OpenPhotos | null) => {
    ready.current = openNow;
    if (!openNow || !waiting.current) return;
    const asked = waiting.current;
    waiting.current = null;
    openNow(...asked);
  }, []);

  return { PhotoOpening, load, open, onReady };
}
