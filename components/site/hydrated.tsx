"use client";

import { useEffect } from "react";
import { HYDRATED } from "#lib/client/deferred-hydration.ts";

/** Tells what stood in for the page's scripts that they are there. */
export function Hydrated() {
  useEffect(() => void window.dispatchEvent(new Event(HYDRATED)), []);
  return null;
}
