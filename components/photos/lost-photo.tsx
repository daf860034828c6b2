"use client";

import { useParams } from "next/navigation";
import { type ReactNode, useSyncExternalStore } from "react";
import { onDemand } from "#components/ui/on-demand.tsx";
import { readUnsaved } from "#lib/client/photo/local/unsaved-photos.ts";

interface LostPhotoProps {
  readonly email: string;
  /** What is shown for an address that was never that of a photo opened here. */
  readonly children: ReactNode;
}

/** For the address of a photo that was opened in this browser and left before it was saved. */
export function LostPhoto({ email, children }: LostPhotoProps) {
  const { imageId } = useParams<{ imageId: string }>();
  const name = useSyncExternalStore(
    neverChanges,
    () => readUnsaved().find(({ id }) => id === imageId)?.name ?? null,
    () => null,
  );
  if (name === null) return children;
  return <LostPhotoPage email={email} name={name} />;
}

const LostPhotoPage = onDemand(() => import("./lost-photo-page.tsx").then((it) => it.LostPhotoPage));

const neverChanges = () => () => undefined;
