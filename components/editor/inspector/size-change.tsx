import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { area } from "#lib/domain/geometry.ts";
import type { Size } from "#lib/domain/raster.ts";

/** How large a picture is and will be. Read out when it changes. */
export function SizeChange({ from, to }: { readonly from: Size; readonly to: Size }) {
  const t = useTranslations();
  return (
    <p aria-live="polite" className="flex flex-wrap items-center gap-x-2 text-sm tabular-nums">
      <span className="text-ink-muted">{t("common.size", { width: from.width, height: from.height })}</span>
      <ArrowRight aria-label={t("request.becomes")} className="size-4 shrink-0 text-ink-muted rtl:-scale-x-100" />
      <span className="font-medium">{t("common.size", { width: to.width, height: to.height })}</span>
      <span className="text-ink-muted">{t("request.megapixels", { megapixels: area(to) / 1_000_000 })}</span>
    </p>
  );
}
