"use client";

import { useSyncExternalStore } from "react";
import { rememberForAYear } from "./cookie.ts";
import { THEME_COOKIE, type Theme, themeAttribute, themeFrom } from "./theme.ts";

/** The theme of the page and the way to change it, in every place that shows it at once. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, currentTheme, () => "system"), setTheme];
}

function currentTheme(): Theme {
  return themeFrom(document.documentElement.dataset.theme);
}

function setTheme(theme: Theme): void {
  const attribute = themeAttribute(theme);
  if (attribute) document.documentElement.dataset.theme = attribute;
  else delete document.documentElement.dataset.theme;
  rememberForAYear(THEME_COOKIE, theme);
}

function subscribe(notify: () => void): () => void {
  const observer = new MutationObserver(notify);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}
