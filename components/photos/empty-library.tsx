"use client";

import { Brush, ImagePlus, Sparkles } from "lucide-react";
import { useTranslations } from "next-intl";
import { PickButton } from "./pick-button.tsx";
import { SampleButton } from "./sample-button.tsx";

const STEPS = [
  { name: "open", icon: ImagePlus },
  { name: "paint", icon: Brush },
  { name: "erase", icon: Sparkles },
] as const;

/** The first thing someone sees with an account: what to do, and both ways to begin. */
export function EmptyLibrary() {
  const t = useTranslations("photos.empty");
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-8 rounded-large border-2 border-line border-dashed px-6 py-12 text-center sm:py-20">
      <div className="flex flex-col gap-2">
        <h1 className="font-semibold text-2xl">{t("title")}</h1>
        <p className="text-ink-muted text-lg">{t("formats")}</p>
      </div>
      <div className="flex flex-wrap justify-center gap-3">
        <PickButton variant="primary" size="large">
          {t("choose")}
        </PickButton>
        <SampleButton size="large" />
      </div>
      <ol className="grid max-w-3xl gap-6 pt-4 text-start sm:grid-cols-3">
        {STEPS.map(({ name, icon: Icon }) => (
          <li key={name} className="flex gap-3 sm:flex-col">
            <Icon aria-hidden="true" className="size-5 shrink-0 text-ink-muted" />
            <div className="flex flex-col gap-0.5">
              <p className="font-medium">{t(`${name}.title`)}</p>
              <p className="text-ink-muted">{t(`${name}.text`)}</p>
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
