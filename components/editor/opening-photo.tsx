"use client";

import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import type { LocalPhoto } from "#lib/client/photo/local/local-photo.ts";
import { fittedInsets } from "#lib/client/view/insets.ts";
import { onDevice } from "#lib/client/view/tile-plan.ts";
import { fitted } from "#lib/client/view/viewport.ts";
import { wholeOf } from "#lib/domain/geometry.ts";
import { EditorSkeleton } from "./editor-skeleton.tsx";

interface OpeningPhotoProps {
  readonly photo: LocalPhoto;
  /** It has been painted, or cannot be. */
  readonly onSeen: () => void;
}

/**
 * The photo in the outline of the editor, where the editor will show it: there as soon as it is decoded, and until the
 * editor's own stage shows it. Give it the photo's id as `key`.
 */
export function OpeningPhoto({ photo, onSeen }: OpeningPhotoProps) {
  const [isOver, setIsOver] = useState(photo.untakenPicture === null);
  const canvas = useRef<HTMLCanvasElement>(null);
  useFirstPicture(photo, canvas, onSeen);
  useEffect(() => {
    let isLeft = false;
    photo.taken.then(afterNextPaint).then(() => {
      if (!isLeft) setIsOver(true);
    });
    return () => {
      isLeft = true;
    };
  }, [photo]);
  if (isOver) return null;
  return (
    // The editor beneath may be there already: a stroke that begins now is its.
    <div className="pointer-events-none">
      <EditorSkeleton stage={<canvas ref={canvas} className="absolute inset-0 size-full" />} />
    </div>
  );
}

function useFirstPicture(photo: LocalPhoto, canvas: RefObject<HTMLCanvasElement | null>, onSeen: () => void): void {
  const seen = useEffectEvent(onSeen);
  useLayoutEffect(() => {
    const show = (picture: ImageBitmap) => {
      // Who has taken it may have closed it, which leaves it without a size.
      if (canvas.current && picture.width > 0) draw(canvas.current, picture, photo);
      return afterNextPaint();
    };
    // The editor tells what cannot be read.
    photo.untakenPicture?.then(show).then(seen, seen);
  }, [photo, canvas]);
}

function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, photo: LocalPhoto): void {
  const { width, height } = canvas.getBoundingClientRect();
  const stage = { width: Math.floor(width), height: Math.floor(height) };
  const pixelRatio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * pixelRatio);
  canvas.height = Math.round(height * pixelRatio);
  const view = fitted(photo, stage, fittedInsets(stage), pixelRatio);
  const place = onDevice(view, pixelRatio, wholeOf(photo));
  canvas.getContext("2d")?.drawImage(picture, place.x, place.y, place.width, place.height);
}

/** The stage has drawn in the first frame what it was given before it; by the second that can be seen. */
function afterNextPaint(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
}
