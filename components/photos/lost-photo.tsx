"use client";

import { useParams } from "next/navigation";
import type { ReactNode } from "react";
import { onDemand } from "#components/ui/on-demand.tsx";

interface LostPhotoProps {
  readonly email: string;
  /** What is shown for an address that was never that of a photo opened here. */
  readonly children: ReactNode;
}

const LostPhotoPage = onDemand(
  () => import("./lost-photo-page.tsx").then((module) => module.LostPhotoPage),
  ({ children }) => children,
);

/** For the address of a photo that was opened in this browser and left before it was saved, which takes a look to know. */
export function LostPhoto({ email, children }: LostPhotoProps) {
  const { imageId } = useParams<{ imageId: string }>();
  return (
    <LostPhotoPage email={email} imageId={imageId}>
      {children}
    </LostPhotoPage>
  );
}
