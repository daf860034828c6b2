"use client";

import { useEffect, useRef } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { layOut, opacityOf, type VersionBase } from "#lib/client/edits/version-base.ts";
import { baseSource, type PatchFiles } from "#lib/client/photo/picture-source.ts";
import type { Edit } from "#lib/contracts/edit.ts";
import type { Image } from "#lib/contracts/image.ts";
import { wholeOf } from "#lib/domain/geometry.ts";
import type { Rect } from "#lib/domain/raster.ts";

interface VersionThumbnailProps {
  readonly image: Image;
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

/** A version drawn small: the picture it lies on, with the patches above it. */
export function VersionThumbnail({ image, original, path, patchFiles, height }: VersionThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { base } = layOut(image, path);
  const ratio = Math.min(WIDEST, Math.max(NARROWEST, base.width / base.height));
  const width = Math.round(height * ratio);

  useEffect(() => {
    const target = canvas.current;
    if (!target || !original) return;
    const controller = new AbortController();
    const density = Math.min(2, window.devicePixelRatio || 1);
    target.width = width * density;
    target.height = height * density;
    // What does not arrive leaves the thumbnail as the version before it.
    draw(target, { image, original, path, patchFiles }, controller.signal).catch(() => undefined);
    return () => controller.abort();
  }, [image, original, path, patchFiles, width, height]);

  return (
    <canvas
      ref={canvas}
      style={{ width, height }}
      className={classNames("block", base.hasAlpha ? "checkerboard" : "bg-control")}
    />
  );
}

type Parts = Pick<VersionThumbnailProps, "image" | "path" | "patchFiles"> & { readonly original: ImageBitmap };

async function draw(target: HTMLCanvasElement, parts: Parts, signal: AbortSignal): Promise<void> {
  const context = target.getContext("2d");
  if (!context) return;
  const { base, above } = layOut(parts.image, parts.path);
  const place = coverOf(target, base);
  const put = (bitmap: ImageBitmap, rect: Rect) => {
    if (!signal.aborted) context.drawImage(bitmap, ...place(rect));
  };
  if (base.editId === null) put(parts.original, wholeOf(base));
  else await drawBase(base, put, signal);
  for (const { patch, opacity } of above.flatMap((edit) =>
    edit.patches.map((patch) => ({ patch, opacity: opacityOf(edit) })),
  )) {
    const [, , w, h] = place(patch);
    const size = { resizeWidth: Math.max(1, Math.ceil(w)), resizeHeight: Math.max(1, Math.ceil(h)) };
    const file = await parts.patchFiles.get(patch.url);
    const bitmap = await createImageBitmap(file, { ...size, resizeQuality: "medium" });
    context.globalAlpha = opacity;
    put(bitmap, patch);
    bitmap.close();
  }
}

async function drawBase(base: VersionBase, put: (bitmap: ImageBitmap, rect: Rect) => void, signal: AbortSignal) {
  const source = baseSource(base);
  for (const piece of source.pieces(source.levels - 1, wholeOf(base))) {
    const bitmap = await piece.load(signal);
    put(bitmap, piece.rect);
    bitmap.close();
  }
}

/** Fills the frame as `object-fit: cover` does. */
function coverOf(frame: HTMLCanvasElement, { width, height }: VersionBase) {
  const scale = Math.max(frame.width / width, frame.height / height);
  const left = (frame.width - width * scale) / 2;
  const top = (frame.height - height * scale) / 2;
  return (rect: Rect) =>
    [left + rect.x * scale, top + rect.y * scale, rect.width * scale, rect.height * scale] as const;
}
