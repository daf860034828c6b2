"use client";

import { useSyncExternalStore } from "react";

/** Wide and tall enough for panels around the photo; a phone on its side is not. */
const WIDE = "(min-width: 840px) and (min-height: 500px)";

export function useIsWide(): boolean {
  return useSyncExternalStore(
    (notify) => {
      const query = matchMedia(WIDE);
      query.addEventListener("change", notify);
      return () => query.removeEventListener("change", notify);
    },
    isWideNow,
    () => true,
  );
}

export const isWideNow = (): boolean => matchMedia(WIDE).matches;
