"use client";

import { useSyncExternalStore } from "react";

/** Wide and tall enough for panels around the photo; a phone on its side is not. */
const WIDE = "(min-width: 840px) and (min-height: 500px)";

/** Every tool has room below the other. */
const TALL = "(min-height: 600px)";

/** Every tool has room beside the other, below a photo that is as wide as the window. */
const ROOMY = "(min-width: 600px) and (orientation: portrait)";

/** What is not the photo stands beside it. */
const SIDEWAYS = "(orientation: landscape)";

export const useIsWide = (): boolean => useMatch(WIDE);
export const useIsTall = (): boolean => useMatch(TALL);
export const useIsRoomy = (): boolean => useMatch(ROOMY);

export const useIsSideways = (): boolean => useMatch(SIDEWAYS);

export const isWideNow = (): boolean => matchMedia(WIDE).matches;

function useMatch(condition: string): boolean {
  return useSyncExternalStore(
    (notify) => {
      const query = matchMedia(condition);
      query.addEventListener("change", notify);
      return () => query.removeEventListener("change", notify);
    },
    () => matchMedia(condition).matches,
    () => true,
  );
}
