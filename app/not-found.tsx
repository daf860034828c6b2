import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NothingHere } from "#components/site/nothing-here.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("site.nothingHere");
  return { title: t("pageTitle") };
}

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col">
      <NothingHere />
    </main>
  );
}
