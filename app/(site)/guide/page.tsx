import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GuideSection } from "#components/guide/guide-section.tsx";
import { GUIDE_SECTIONS } from "#components/guide/sections.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("guide");
  return { title: t("title"), description: t("lead") };
}

/** What the editor can do, in pictures of it. */
export default async function GuidePage() {
  const t = await getTranslations("guide");
  return (
    <div className="mx-auto flex w-full max-w-7xl flex-1 flex-col gap-8 px-4 py-6 sm:px-6 sm:py-8">
      <div className="flex flex-col gap-2">
        <h1 className="font-semibold text-2xl">{t("title")}</h1>
        <p className="max-w-prose text-ink-muted text-lg">{t("lead")}</p>
      </div>
      <nav aria-label={t("contents")}>
        <ol className="flex flex-wrap gap-2">
          {GUIDE_SECTIONS.map(({ id }) => (
            <li key={id}>
              <a
                href={`#${id}`}
                className="flex min-h-control items-center rounded-full border border-line bg-panel px-3.5 font-medium text-sm transition-colors hover:bg-control"
              >
                {t(`sections.${id}.title`)}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      {GUIDE_SECTIONS.map((section) => (
        <GuideSection key={section.id} section={section} />
      ))}
    </div>
  );
}
