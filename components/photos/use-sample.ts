"use client";

import { useState } from "react";
import { toast } from "#components/ui/toast.tsx";
import { SAMPLE } from "./sample.ts";

/** Fetches the sample photo as a file for `then`, telling when it does not come. */
export function useSample() {
  const [busy, setBusy] = useState(false);
  const load = async (then: (file: File) => void | Promise<void>) => {
    setBusy(true);
    try {
      const answer = await fetch(SAMPLE.url);
      if (!answer.ok) throw new Error(`${SAMPLE.url} answered ${answer.status}`);
      await then(new File([await answer.blob()], SAMPLE.name, { type: "image/jpeg" }));
    } catch {
      toast.error("The sample photo did not load.", { description: "Check your connection and try again." });
    }
    setBusy(false);
  };
  return { busy, load };
}
