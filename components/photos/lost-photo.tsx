"use client";

import { useParams } from "next/navigation";
import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import type { LostPhotoPageProps } from "./lost-photo-page.tsx";

interface LostPhotoProps {
  readonly email: string;
  /** What is shown for an address that was never that of a photo opened here. */
  readonly children: ReactNode;
}

/** For the address of a photo that was opened in this browser and left before it was saved, which takes a look to know. */
export function LostPhoto({ email, children }: LostPhotoProps) {
  const { imageId } = useParams<{ imageId: string }>();
  const [Page, setPage] = useState<ComponentType<LostPhotoPageProps> | null>(null);
  useEffect(() => {
    import("./lost-photo-page.tsx").then(
      ({ LostPhotoPage }) => setPage(() => LostPhotoPage),
      () => undefined,
    );
  }, []);
  if (!Page) return children;
  return (
    <Page email={email} imageId={imageId}>
      {children}
    </Page>
  );
}
