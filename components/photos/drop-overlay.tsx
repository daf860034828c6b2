"use client";

import { ImageDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";

interface DropOverlayProps {
  /** Files have come over the window, and may be dropped. */
  readonly onDragIn: () => void;
  readonly onDrop: (files: readonly File[]) => void;
}

/** Takes files dropped anywhere in the window and shows that it will while they hover. */
export function DropOverlay({ onDragIn, onDrop }: DropOverlayProps) {
  const t = useTranslations("photos");
  const [hovering, setHovering] = useState(false);

  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const over = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setHovering(true);
    };
    const leave = (event: DragEvent) => {
      // Only leaving the window has nowhere to go to.
      if (event.relatedTarget === null) setHovering(false);
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setHovering(false);
      onDrop([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, [onDrop]);

  useEffect(() => {
    if (hovering) onDragIn();
  }, [hovering, onDragIn]);

  if (!hovering) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-50 flex animate-appear items-center justify-center bg-scrim p-4">
      <div className="flex h-full w-full flex-col items-center justify-center gap-3 rounded-large border-2 border-photo-ink border-dashed text-photo-ink">
        <ImageDown aria-hidden="true" className="size-10" />
        <p className="font-semibold text-xl">{t("dropToOpen")}</p>
      </div>
    </div>
  );
}
