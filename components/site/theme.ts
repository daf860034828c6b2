export const THEMES = ["system", "light", "dark", "contrast"] as const;

export type Theme = (typeof THEMES)[number];

/** Read by the server before the first paint, so that no page flashes in the wrong theme. */
export const THEME_COOKIE = "theme";

export function themeFrom(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** For `<html data-theme>`; absent means that the system decides. */
export function themeAttribute(theme: Theme): string | undefined {
  return theme === "system" ? undefined : theme;
}
