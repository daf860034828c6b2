"use client";

import { useLayoutEffect } from "react";
import { type OpenPhotos, usePhotoOpening, type Visitor } from "./open-photos.ts";
import { OpeningDialog } from "./opening-dialog.tsx";

export interface PhotoOpeningProps extends Visitor {
  /** Told what opens photos, and null when that is gone. */
  readonly onReady: (open: OpenPhotos | null) => void;
  readonly onPick: () => void;
}

/** Opens photos, and shows how far that has come. Loaded when someone is about to open one. */
export function PhotoOpening({ email, demo, onReady, onPick }: PhotoOpeningProps) {
  const { state, open, cancel } = usePhotoOpening({ email, demo });
  useLayoutEffect(() => {
    onReady(open);
    return () => onReady(null);
  }, [open, onReady]);
  return (
    <OpeningDialog
      state={state}
      onClose={cancel}
      onPick={() => {
        cancel();
        onPick();
      }}
    />
  );
}
