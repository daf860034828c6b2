"use client";

import { useTranslations } from "next-intl";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { usePhotoSource } from "./photo-dropzone.tsx";
import { useSample } from "./use-sample.ts";

/** Opens a photo that comes with Repaint, as if it had been dropped. */
export function SampleButton(looks: Pick<ButtonProps, "variant" | "size">) {
  const t = useTranslations("photos.sample");
  const { open } = usePhotoSource();
  const { busy, load } = useSample();
  return (
    <Button {...looks} busy={busy} onClick={() => load((file) => open([file]))}>
      {t("open")}
    </Button>
  );
}
