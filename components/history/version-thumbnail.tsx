"use client";

import { useEffect, useRef } from "react";
import type { PatchFiles } from "#lib/client/photo/picture-source.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Size } from "#lib/domain/raster.ts";

interface VersionThumbnailProps {
  readonly image: Size;
  /** The original's thumbnail; null until it has arrived. */
  readonly original: ImageBitmap | null;
  /** The edits the version is made of, first made first. */
  readonly path: readonly Edit[];
  readonly patchFiles: PatchFiles;
  /** Height in CSS pixels; the width follows the picture's shape, within limits. */
  readonly height: number;
}

const NARROWEST = 0.6;
const WIDEST = 1.8;

/** A version drawn small: the original's thumbnail with the patches above it. */
export function VersionThumbnail({ image, original, path, patchFiles, height }: VersionThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const ratio = Math.min(WIDEST, Math.max(NARROWEST, image.width / image.height));
  const width = Math.round(height * ratio);

  useEffect(() => {
    const target = canvas.current;
    if (!target || !original) return;
    let isCurrent = true;
    const density = Math.min(2, window.devicePixelRatio || 1);
    target.width = width * density;
    target.height = height * density;
    const context = target.getContext("2d");
    if (!context) return;
    // Fills the frame as `object-fit: cover` does.
    const scale = Math.max(target.width / image.width, target.height / image.height);
    const left = (target.width - image.width * scale) / 2;
    const top = (target.height - image.height * scale) / 2;
    const place = (x: number, y: number, w: number, h: number) =>
      [left + x * scale, top + y * scale, w * scale, h * scale] as const;
    context.drawImage(original, ...place(0, 0, image.width, image.height));
    const draw = async () => {
      for (const patch of path.flatMap((edit) => edit.patches)) {
        const [x, y, w, h] = place(patch.x, patch.y, patch.width, patch.height);
        const size = { resizeWidth: Math.max(1, Math.ceil(w)), resizeHeight: Math.max(1, Math.ceil(h)) };
        const bitmap = await createImageBitmap(await patchFiles.get(patch.url), { ...size, resizeQuality: "medium" });
        if (isCurrent) context.drawImage(bitmap, x, y, w, h);
        bitmap.close();
      }
    };
    // A patch that does not arrive leaves the thumbnail as the version before it.
    draw().catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [image, original, path, patchFiles, width, height]);

  return <canvas ref={canvas} style={{ width, height }} className="block bg-control" />;
}
