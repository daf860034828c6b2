import { CircleCheck, CircleSlash } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ModelInfo } from "#lib/contracts/model.ts";
import { wordsOfNotice } from "#lib/i18n/notice-words.ts";

/** Whether a model can be used here, and if not, why. */
export function Availability({ model }: { readonly model: ModelInfo }) {
  const t = useTranslations();
  if (model.available) {
    return (
      <span className="flex items-center gap-1.5 font-medium text-success-text">
        <CircleCheck aria-hidden="true" className="size-4 shrink-0" />
        {t("models.ready")}
      </span>
    );
  }
  const reason = model.unavailable && wordsOfNotice(t, "unavailable", model.unavailable);
  return (
    <span className="flex flex-col gap-0.5">
      <span className="flex items-center gap-1.5 font-medium">
        <CircleSlash aria-hidden="true" className="size-4 shrink-0 text-ink-muted" />
        {t("models.notReady")}
      </span>
      {reason && (
        <span lang={reason.lang} dir="auto" className="text-start text-ink-muted">
          {reason.text}
        </span>
      )}
    </span>
  );
}
