"use client";

import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useMaskFiles } from "./use-mask-files.ts";

export function ImportMask() {
  const t = useTranslations("layers");
  const { importMask } = useMaskFiles();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label={t("import")} size="small" onClick={() => input.current?.click()}>
        <FileUp aria-hidden="true" />
      </IconButton>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/png"
        aria-label={t("fileInput")}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void importMask(file, file.name.replace(/\.png$/i, ""));
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
