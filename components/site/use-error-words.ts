"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { wordsOfError } from "#lib/client/error-words.ts";

/** Turns an error into the sentence to show, in the language of the page. */
export function useErrorWords(): (error: Parameters<typeof wordsOfError>[1]) => string {
  const t = useTranslations();
  return useCallback((error) => wordsOfError(t, error), [t]);
}
