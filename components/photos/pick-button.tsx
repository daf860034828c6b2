"use client";

import { ImagePlus } from "lucide-react";
import type { ReactNode } from "react";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import type { BeforeHydration } from "#lib/client/deferred-hydration.ts";
import { usePhotoSource } from "./photo-dropzone.tsx";

interface PickButtonProps extends Pick<ButtonProps, "variant" | "size"> {
  readonly children: ReactNode;
}

export function PickButton({ children, ...looks }: PickButtonProps) {
  const { pick } = usePhotoSource();
  return (
    <Button {...looks} data-before-hydration={"pick" satisfies BeforeHydration} onClick={pick}>
      <ImagePlus aria-hidden="true" />
      {children}
    </Button>
  );
}
