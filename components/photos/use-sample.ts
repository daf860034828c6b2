"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "#components/ui/toast.tsx";
import { SAMPLE } from "./sample.ts";

/** Fetches the sample photo as a file for `then`, telling when it does not come. */
export function useSample() {
  const t = useTranslations("photos.sample");
  const [busy, setBusy] = useState(false);
  const load = async (then: (file: File) => void | Promise<void>) => {
    setBusy(true);
    try {
      const answer = await fetch(SAMPLE.url);
      if (!answer.ok) throw new Error(`${SAMPLE.url} answered ${answer.status}`);
      await then(new File([await answer.blob()], t("fileName"), { type: "image/jpeg" }));
    } catch {
      toast.error(t("failed"), { description: t("checkConnection") });
    }
    setBusy(false);
  };
  return { busy, load };
}
