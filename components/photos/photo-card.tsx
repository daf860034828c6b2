"use client";

import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import type { MenuEntry } from "#components/ui/menu-entry.ts";
import { thumbnailPath } from "#lib/client/api.ts";
import type { Image } from "#lib/contracts/image.ts";

interface PhotoCardProps {
  readonly photo: Image;
  readonly onRename: () => void;
  readonly onDelete: () => void;
}

export function PhotoCard({ photo, onRename, onDelete }: PhotoCardProps) {
  const t = useTranslations("photos.card");
  const ofAll = useTranslations("common");
  const entries: MenuEntry[] = [
    { kind: "item", label: t("rename"), icon: <Pencil aria-hidden="true" />, onSelect: onRename },
    { kind: "item", label: t("delete"), icon: <Trash2 aria-hidden="true" />, danger: true, onSelect: onDelete },
  ];
  return (
    <div className="group flex flex-col gap-1.5">
      <Link
        href={`/edit/${photo.id}`}
        prefetch={false}
        aria-label={t("edit", { name: photo.name })}
        className="block overflow-hidden rounded-large bg-control"
      >
        {/* biome-ignore lint/performance/noImgElement: thumbnails are made by the server in the size they are shown. */}
        <img
          src={thumbnailPath(photo.id)}
          alt=""
          loading="lazy"
          decoding="async"
          className="aspect-4/3 w-full object-cover transition-opacity group-hover:opacity-90"
        />
      </Link>
      <div>
        <div className="-mb-1 flex items-center gap-1 pointer-coarse:-mt-1.5 pointer-coarse:-mb-3">
          <div className="min-w-0 flex-1">
            <p dir="auto" className="w-fit max-w-full truncate font-medium" title={photo.name}>
              {photo.name}
            </p>
          </div>
          <Menu
            groups={[entries]}
            trigger={
              <IconButton label={t("more", { name: photo.name })} size="small">
                <Ellipsis aria-hidden="true" />
              </IconButton>
            }
          />
        </div>
        <p dir="ltr" className="w-fit max-w-full truncate text-ink-muted text-sm tabular-nums">
          {ofAll("size", { width: photo.width, height: photo.height })} · {FORMAT_NAMES[photo.format]}
        </p>
      </div>
    </div>
  );
}

const FORMAT_NAMES: Record<Image["format"], string> = {
  jpeg: "JPEG",
  png: "PNG",
  webp: "WebP",
  avif: "AVIF",
  tiff: "TIFF",
  gif: "GIF",
};
