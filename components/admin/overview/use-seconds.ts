import { useFormatter, useTranslations } from "next-intl";

/** A time in seconds, in words; a dash where there is none. */
export function useSeconds(): (millis: number | null) => string {
  const format = useFormatter();
  const t = useTranslations("admin.overview");
  return (millis) => {
    if (millis === null) return t("none");
    const seconds = millis / 1000;
    return format.number(seconds, {
      style: "unit",
      unit: "second",
      unitDisplay: "short",
      maximumFractionDigits: seconds < 10 ? 1 : 0,
    });
  };
}
