import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { MessagePage } from "#components/site/message-page.tsx";
import { Button } from "#components/ui/button.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile.deleted");
  return { title: t("title"), robots: { index: false } };
}

/** Where somebody is left whose account is no more. */
export default async function AccountDeletedPage() {
  const t = await getTranslations();
  return (
    <MessagePage
      title={t("profile.deleted.title")}
      actions={
        <Button asChild variant="primary">
          <Link href="/">{t("site.startPage")}</Link>
        </Button>
      }
    >
      {t("profile.deleted.text")}
    </MessagePage>
  );
}
