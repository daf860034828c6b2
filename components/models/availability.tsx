import { CircleCheck, CircleSlash } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ModelInfo } from "#lib/contracts/model.ts";

/** Whether a model can be used here, and if not, why. */
export function Availability({ model }: { readonly model: ModelInfo }) {
  const t = useTranslations("models");
  if (model.available) {
    return (
      <span className="flex items-center gap-1.5 font-medium text-success-text">
        <CircleCheck aria-hidden="true" className="size-4 shrink-0" />
        {t("ready")}
      </span>
    );
  }
  return (
    <span className="flex flex-col gap-0.5">
      <span className="flex items-center gap-1.5 font-medium">
        <CircleSlash aria-hidden="true" className="size-4 shrink-0 text-ink-muted" />
        {t("notReady")}
      </span>
      {model.unavailableReason && (
        <span lang="en" dir="auto" className="text-ink-muted">
          {model.unavailableReason}
        </span>
      )}
    </span>
  );
}
